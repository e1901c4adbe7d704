--! Table: touched_plays, touched_users, former_users, touched_songs, touched_artists, touched_times, touched_files
--! Grain: one row per key
--! Reads: songplays, users, songs, artists, time, etl_files
--! Writes: touched_plays, touched_users, former_users, touched_songs, touched_artists, touched_times, touched_files
--! Rerun: safe, because the tables are the session's own
-- In a run the checks look at what the run touched; with this before them they look at the whole warehouse.
create temp table touched_plays as
select distinct songplay_id
from songplays;

create temp table touched_users as
select distinct user_id
from users;

create temp table former_users as
select
    user_id,
    level,
    last_event_at
from users;

create temp table touched_songs as
select distinct song_id
from songs;

create temp table touched_artists as
select distinct artist_id
from artists;

create temp table touched_times as
select distinct start_time
from time;

create temp table touched_files as
select distinct
    source,
    key
from etl_files;
