--! Table: songplays, time, users, songs, artists, etl_files, etl_rejects
--! Grain: –
--! Reads: –
--! Writes: songplays, time, users, songs, artists, etl_files, etl_rejects
--! Rerun: safe, because it only removes
-- For a rebuild, within its transaction: DELETE, so that readers see the old star until the new one is committed.
delete from songplays;

delete from time;

delete from users;

delete from songs;

delete from artists;

delete from etl_files;

delete from etl_rejects;
