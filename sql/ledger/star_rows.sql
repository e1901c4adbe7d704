--! Table: songplays, users, songs, artists, time
--! Grain: one row
--! Reads: songplays, users, songs, artists, time
--! Writes: –
--! Rerun: safe, because it only reads
select
    (select count(*) from songplays) as songplays,
    (select count(*) from users) as users,
    (select count(*) from songs) as songs,
    (select count(*) from artists) as artists,
    (select count(*) from time) as time,
    (select max(last_event_at) from users)::varchar(32) as newest_event;
