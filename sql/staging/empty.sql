--! Table: staging_events, staging_songs
--! Grain: –
--! Reads: –
--! Writes: staging_events, staging_songs
--! Rerun: safe, because it only removes
-- DELETE, not TRUNCATE: TRUNCATE commits, and what is staged belongs to the run's one transaction.
delete from staging_events;

delete from staging_songs;
