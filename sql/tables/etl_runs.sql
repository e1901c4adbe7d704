--! Table: etl_runs
--! Grain: one row per run; a failed one is added after its rollback, if the warehouse can still be reached
--! Reads: –
--! Writes: etl_runs
--! Rerun: safe, because a table that is there stays as it is
-- staged_* count the rows that the run read, the star tables' columns the rows they held when it ended.
create table if not exists etl_runs (
    run_id varchar(36) not null,
    started_at timestamp not null,
    finished_at timestamp not null,
    status varchar(16) not null,
    files integer,
    parts integer,
    bytes bigint,
    staged_events bigint,
    staged_songs bigint,
    songplays bigint,
    users bigint,
    songs bigint,
    artists bigint,
    time bigint,
    job_version varchar(32) not null,
    error varchar(4096),
    primary key (run_id)
)
diststyle all
sortkey (started_at);
