--! Table: etl_migrations
--! Grain: one row per applied file of sql/migrations
--! Reads: –
--! Writes: etl_migrations
--! Rerun: safe, because a table that is there stays as it is
create table if not exists etl_migrations (
    name varchar(256) not null,
    applied_at timestamp not null,
    primary key (name)
)
diststyle all;
