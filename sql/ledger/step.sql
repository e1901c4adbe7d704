--! Table: etl_steps
--! Grain: one row per run and step
--! Reads: –
--! Writes: etl_steps
--! Rerun: safe, because each run has an id of its own
insert into etl_steps (run_id, position, name, started_at, ms, rows, detail)
values ($1, $2, $3, $4, $5, $6, $7);
