--! Table: etl_migrations
--! Grain: one row per applied file
--! Reads: –
--! Writes: etl_migrations
--! Rerun: safe, because a file is applied once
insert into etl_migrations (name, applied_at)
values ($1, $2);
