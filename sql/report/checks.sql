--! Table: –
--! Grain: one row per check of the last ten runs
--! Reads: etl_checks, etl_runs
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
    etl_checks.run_id,
    etl_checks.name,
    etl_checks.severity,
    etl_checks.offending_rows
from etl_checks
inner join last_runs
    on etl_checks.run_id = last_runs.run_id
order by
    etl_checks.run_id,
    etl_checks.name;
