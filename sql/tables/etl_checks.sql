--! Table: etl_checks
--! Grain: one row per run and check
--! Reads: –
--! Writes: etl_checks
--! Rerun: safe, because a table that is there stays as it is
create table if not exists etl_checks (
    run_id varchar(36) not null,
    name varchar(64) not null,
    severity varchar(8) not null,
    offending_rows bigint not null,
    primary key (run_id, name)
)
diststyle all
sortkey (run_id);
