--! Table: –
--! Grain: one row per step of the last ten runs
--! Reads: etl_steps, etl_runs
--! Writes: –
--! Rerun: safe, because it only reads
with last_runs as (
    select run_id
    from etl_runs
    order by
        started_at desc,
        run_id
    limit 10
)

select
    etl_steps.run_id,
    etl_steps.name,
    etl_steps.started_at,
    etl_steps.ms,
    etl_steps.rows,
    etl_steps.detail
from etl_steps
inner join last_runs
    on etl_steps.run_id = last_runs.run_id
order by
    etl_steps.run_id,
    etl_steps.position;
