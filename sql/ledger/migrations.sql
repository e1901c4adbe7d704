--! Table: etl_migrations
--! Grain: one row per applied file
--! Reads: etl_migrations
--! Writes: –
--! Rerun: safe, because it only reads
select name
from etl_migrations;
