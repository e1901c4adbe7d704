--! Table: touched_plays, touched_matches, touched_users, former_users, touched_songs, touched_artists, touched_times, removed_times, touched_files, new_plays, changed_matches
--! Grain: one row per key
--! Reads: staging_events, songplays, users, songs, artists, time, etl_files
--! Writes: touched_plays, touched_matches, touched_users, former_users, touched_songs, touched_artists, touched_times, removed_times, touched_files, new_plays, changed_matches
--! Rerun: safe, because the tables are the session's own
-- In a run the checks look at what the run touched; with this before them they look at the whole warehouse.
create temp table touched_plays as
with known_titles as (
    select distinct
        title,
        artist_name,
        octet_length(title) as title_bytes,
        octet_length(artist_name) as artist_name_bytes
    from songs
    where
        title is not null
        and artist_name is not null
)

select
    songplays.songplay_id,
    songplays.start_time,
    songplays.user_id,
    songplays.level,
    songplays.song_id,
    songplays.artist_id,
    songplays.songplay_id = songplays.session_id::bigint * 1048576
    + songplays.item_in_session as is_as_staged,
    known_titles.title is not null as has_known_title
from songplays
left join known_titles
    on
        songplays.song_title = known_titles.title
        and songplays.artist_name = known_titles.artist_name
        and octet_length(songplays.song_title) = known_titles.title_bytes
        and octet_length(songplays.artist_name)
        = known_titles.artist_name_bytes;

create temp table new_plays as
select distinct
    session_id::bigint * 1048576 + item_in_session as songplay_id
from staging_events
where page = 'NextSong';

create temp table touched_matches (
    songplay_id bigint,
    song_id varchar(32),
    artist_id varchar(32)
);

create temp table changed_matches (
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

create temp table removed_times as
select distinct start_time
from time;

create temp table touched_files as
select distinct
    source,
    key
from etl_files;
