--! Table: etl_checks
--! Grain: one row per run and check
--! Reads: –
--! Writes: etl_checks
--! Rerun: safe, because each run has an id of its own
insert into etl_checks (run_id, name, severity, offending_rows)
values ($1, $2, $3, $4);
