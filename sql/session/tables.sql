--! Table: –
--! Grain: one row per table of the schema
--! Reads: information_schema.tables
--! Writes: –
--! Rerun: safe, because it only reads
select table_name
from information_schema.tables
where table_schema = current_schema();
