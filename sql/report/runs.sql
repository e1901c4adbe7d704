--! Table: –
--! Grain: one row per run, the last ten, newest first
--! Reads: etl_runs
--! Writes: –
--! Rerun: safe, because it only reads
select
    run_id,
    started_at,
    finished_at,
    status,
    files,
    parts,
    bytes,
    staged_events,
    staged_songs,
    job_version,
    error
from etl_runs
order by
    started_at desc,
    run_id
limit 10;
