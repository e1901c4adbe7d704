--! Table: etl_lake_pending
--! Grain: –
--! Reads: –
--! Writes: etl_lake_pending
--! Rerun: safe, because it only removes
-- All of it: an export holds the run lock, so nothing was added since it looked.
delete from etl_lake_pending;
