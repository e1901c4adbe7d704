--! Table: all but etl_lock and etl_forgotten
--! Grain: –
--! Reads: –
--! Writes: all but etl_lock and etl_forgotten
--! Rerun: safe, because a table that is gone is passed over
-- etl_forgotten stays, since who is forgotten stays forgotten; and etl_lock: it is what this transaction holds, and what others may be waiting for. Plays first: the others are
-- referred to by them.
drop table if exists songplays;

drop table if exists time;

drop table if exists users;

drop table if exists songs;

drop table if exists artists;

drop table if exists staging_events;

drop table if exists staging_songs;

drop table if exists etl_files;

drop table if exists etl_lake_pending;

drop table if exists etl_rejects;

drop table if exists etl_checks;

drop table if exists etl_steps;

drop table if exists etl_runs;

drop table if exists etl_migrations;
