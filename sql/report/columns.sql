--! Table: –
--! Grain: one row per column of a table of the schema, in order
--! Reads: information_schema.columns, information_schema.tables
--! Writes: –
--! Rerun: safe, because it only reads
select
    columns.table_name,
    columns.column_name,
    columns.data_type,
    columns.character_maximum_length,
    columns.is_nullable
from information_schema.columns as columns
inner join information_schema.tables as tables
    on
        columns.table_schema = tables.table_schema
        and columns.table_name = tables.table_name
where
    columns.table_schema = current_schema()
    and tables.table_type = 'BASE TABLE'
order by
    columns.table_name,
    columns.ordinal_position;
