--! Table: etl_steps
--! Grain: one row per run and step
--! Reads: –
--! Writes: etl_steps
--! Rerun: safe, because a table that is there stays as it is
create table if not exists etl_steps (
    run_id varchar(36) not null,
    position integer not null,
    name varchar(64) not null,
    started_at timestamp not null,
    ms bigint not null,
    rows bigint,
    detail varchar(1024),
    primary key (run_id, position)
)
diststyle all
sortkey (run_id);
