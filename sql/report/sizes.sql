--! Table: –
--! Grain: one row per table of the schema that has rows
--! Reads: svv_table_info
--! Writes: –
--! Rerun: safe, because it only reads
-- size is in blocks of 1 MB (https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_TABLE_INFO.html). Only for who may see
-- the view.
select
    "table" as table_name,
    size as megabytes,
    estimated_visible_rows as table_rows
from svv_table_info
where schema = current_schema()
order by "table";
