--! Table: staging_events
--! Grain: –
--! Reads: etl_forgotten
--! Writes: staging_events
--! Rerun: safe, because it only removes
delete from staging_events
using etl_forgotten
where staging_events.user_id = etl_forgotten.user_id;
