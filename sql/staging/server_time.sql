--! Table: –
--! Grain: one row
--! Reads: –
--! Writes: –
--! Rerun: safe, because it only reads
-- The warehouse's own clock, to tell its records of this session apart.
select getdate()::varchar(32) as server_time;
