--! Table: –
--! Grain: one row per column of a table
--! Reads: information_schema.columns
--! Writes: –
--! Rerun: safe, because it only reads
select
    column_name,
    data_type,
    character_maximum_length
from information_schema.columns
where
    table_schema = current_schema()
    and table_name = $1
order by ordinal_position;
