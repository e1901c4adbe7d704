--! Table: –
--! Grain: one row per fault that COPY found in this session since a moment
--! Reads: sys_load_error_detail
--! Writes: –
--! Rerun: safe, because it only reads
-- Distinct, because the clock of the warehouse may be no finer than a second: the COPY that failed before may be here
-- too. Never the value: it may be personal.
select distinct
    trim(file_name) as file_name,
    line_number,
    trim(column_name) as column_name,
    trim(column_type) as column_type,
    trim(column_length) as column_length,
    error_code,
    trim(error_message) as error_message
from sys_load_error_detail
where
    session_id = pg_backend_pid()
    and start_time >= $1
order by
    file_name,
    line_number;
