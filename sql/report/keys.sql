--! Table: –
--! Grain: one row per declared key of a table of the schema
--! Reads: pg_constraint, pg_class, pg_namespace
--! Writes: –
--! Rerun: safe, because it only reads
-- contype p is a primary key, f a foreign one; conkey and confkey number the columns from 1, as in "{1,2}".
select
    tables.relname as table_name,
    keys.contype,
    keys.conkey,
    referenced.relname as referenced_table,
    keys.confkey
from pg_constraint as keys
inner join pg_class as tables
    on keys.conrelid = tables.oid
inner join pg_namespace as schemas
    on tables.relnamespace = schemas.oid
left join pg_class as referenced
    on keys.confrelid = referenced.oid
where
    schemas.nspname = current_schema()
    and keys.contype in ('p', 'f')
order by
    tables.relname,
    keys.contype,
    keys.conname;
