--! Table: etl_files
--! Grain: one row per object loaded before
--! Reads: etl_files
--! Writes: –
--! Rerun: safe, because it only reads
select
    key,
    etag
from etl_files
where source = $1;
