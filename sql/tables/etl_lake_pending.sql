--! Table: etl_lake_pending
--! Grain: one row per partition of the lake that a run touched and no export has written since
--! Reads: –
--! Writes: etl_lake_pending
--! Rerun: safe, because a table that is there stays as it is
-- Written in the run's own transaction, so that an export that fails, or never runs, is made up for by the next.
-- year and month are null for a table that is exported whole; year is null for songs without one.
create table if not exists etl_lake_pending (
    table_name varchar(64) not null,
    year integer,
    month integer
)
diststyle all;
