--! Table: etl_runs
--! Grain: one row per run
--! Reads: –
--! Writes: etl_runs
--! Rerun: safe, because each run has an id of its own
insert into etl_runs (
    run_id, started_at, finished_at, status, files, parts, bytes,
    staged_events, staged_songs, songplays, users, songs, artists, time,
    job_version, error
)
values (
    $1, $2, $3, $4, $5, $6, $7,
    $8, $9, $10, $11, $12, $13, $14,
    $15, $16
);
