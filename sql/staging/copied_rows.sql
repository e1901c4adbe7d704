--! Table: –
--! Grain: one row
--! Reads: –
--! Writes: –
--! Rerun: safe, because it only reads
-- Rows that the last COPY of this session loaded.
select pg_last_copy_count() as copied_rows;
