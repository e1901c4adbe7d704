--! Table: etl_lock
--! Grain: none, it never has a row
--! Reads: –
--! Writes: etl_lock
--! Rerun: safe, because a table that is there stays as it is
-- The mutex of the runs: locked first thing in a run's transaction. A table for this alone, so that who reads
-- etl_runs never waits.
create table if not exists etl_lock (
    id integer
)
diststyle all;
