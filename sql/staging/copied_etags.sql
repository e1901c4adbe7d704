--! Table: –
--! Grain: one row per file of the last COPY of this session
--! Reads: sys_load_detail
--! Writes: –
--! Rerun: safe, because it only reads
select distinct
    trim(file_name) as file_name,
    trim(file_etag) as file_etag
from sys_load_detail
where query_id = pg_last_copy_id();
