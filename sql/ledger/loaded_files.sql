--! Table: etl_files
--! Grain: one row per object loaded before
--! Reads: etl_files
--! Writes: –
--! Rerun: safe, because it only reads
-- As one text: a first look at a bucket of a million objects is a million rows that cross the wire.
select key || ' ' || etag as version
from etl_files
where source = $1;
