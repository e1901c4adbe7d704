--! Table: touched_plays, touched_matches, touched_users, former_users, touched_songs, touched_artists, touched_times, touched_files, new_plays, contested_plays, rematched_plays
--! Grain: one row per key
--! Reads: songplays, users, songs, artists, time, etl_files
--! Writes: touched_plays, touched_matches, touched_users, former_users, touched_songs, touched_artists, touched_times, touched_files, new_plays, contested_plays, rematched_plays
--! Rerun: safe, because the tables are the session's own
-- In a run the checks look at what the run touched; with this before them they look at the whole warehouse.
create temp table touched_plays as
select
    songplay_id,
    start_time,
    user_id,
    level,
    song_id,
    artist_id,
    session_id,
    item_in_session
from songplays;

create temp table touched_matches (
    songplay_id bigint,
    song_id varchar(32),
    artist_id varchar(32)
);

create temp table new_plays as
select
    songplay_id,
    start_time
from songplays;

create temp table contested_plays (
    songplay_id bigint
);

create temp table rematched_plays (
    songplay_id bigint,
    song_title varchar(512),
    artist_name varchar(512)
);

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
select start_time
from songplays
union
select start_time
from time;

create temp table touched_files as
select distinct
    source,
    key
from etl_files;
