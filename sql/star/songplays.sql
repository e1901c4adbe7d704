--! Table: songplays
--! Grain: one row per play, that is a NextSong event, known by (session_id, item_in_session)
--! Reads: staging_events, songs, songplays, new_plays, contested_plays, best_plays, changed_matches
--! Writes: songplays, matched_plays, touched_plays, touched_matches
--! Rerun: safe, because plays that were here already have been taken out by star/contested
-- Plays that match a song. = ignores trailing blanks in Redshift, so equal length in bytes is asked for too. Of
-- several songs with the same title and credited name, the closest duration wins, an unknown one last, then the
-- smallest id.
create temp table matched_plays as
with titled_plays as (
    select
        staging_events.session_id::bigint * 1048576
        + staging_events.item_in_session as songplay_id,
        staging_events.song as song_title,
        staging_events.artist as artist_name,
        staging_events.length
    from staging_events
    left join contested_plays
        on staging_events.session_id::bigint * 1048576
        + staging_events.item_in_session = contested_plays.songplay_id
    where
        staging_events.page = 'NextSong'
        and staging_events.session_id is not null
        and staging_events.item_in_session is not null
        and staging_events.ts is not null
        and staging_events.user_id is not null
        and contested_plays.songplay_id is null
    union all
    select
        songplay_id,
        song_title,
        artist_name,
        length
    from best_plays
),

candidates as (
    select
        titled_plays.songplay_id,
        songs.song_id,
        songs.artist_id,
        row_number() over (
            partition by titled_plays.songplay_id
            order by
                abs(songs.duration - titled_plays.length),
                songs.song_id
        ) as place
    from titled_plays
    inner join songs
        on
            titled_plays.song_title = songs.title
            and titled_plays.artist_name = songs.artist_name
            and octet_length(titled_plays.song_title)
            = octet_length(songs.title)
            and octet_length(titled_plays.artist_name)
            = octet_length(songs.artist_name)
)

select
    songplay_id,
    song_id,
    artist_id
from candidates
where place = 1;

-- '!' is the first character after the blanks, which saves trimming nearly every text. Not "or", whose sides an engine
-- may try in any order.
insert into songplays (
    songplay_id, start_time, user_id, level, song_id, artist_id, session_id,
    location, user_agent, item_in_session, song_title, artist_name, length
)
select
    staging_events.session_id::bigint * 1048576
    + staging_events.item_in_session as songplay_id,
    staging_events.ts as start_time,
    staging_events.user_id,
    case when staging_events.level >= '!' then staging_events.level
        when btrim(staging_events.level, :BLANKS) <> ''
            then staging_events.level end as level,
    matched_plays.song_id,
    matched_plays.artist_id,
    staging_events.session_id,
    case when staging_events.location >= '!' then staging_events.location
        when btrim(staging_events.location, :BLANKS) <> ''
            then staging_events.location end as location,
    case when staging_events.user_agent >= '!' then staging_events.user_agent
        when btrim(staging_events.user_agent, :BLANKS) <> ''
            then staging_events.user_agent end as user_agent,
    staging_events.item_in_session,
    case when staging_events.song >= '!' then staging_events.song
        when btrim(staging_events.song, :BLANKS) <> ''
            then staging_events.song end as song_title,
    case when staging_events.artist >= '!' then staging_events.artist
        when btrim(staging_events.artist, :BLANKS) <> ''
            then staging_events.artist end as artist_name,
    staging_events.length
from staging_events
left join contested_plays
    on staging_events.session_id::bigint * 1048576
    + staging_events.item_in_session = contested_plays.songplay_id
left join matched_plays
    on staging_events.session_id::bigint * 1048576
    + staging_events.item_in_session = matched_plays.songplay_id
where
    staging_events.page = 'NextSong'
    and staging_events.session_id is not null
    and staging_events.item_in_session is not null
    and staging_events.ts is not null
    and staging_events.user_id is not null
    and contested_plays.songplay_id is null;

insert into songplays (
    songplay_id, start_time, user_id, level, song_id, artist_id, session_id,
    location, user_agent, item_in_session, song_title, artist_name, length
)
select
    best_plays.songplay_id,
    best_plays.start_time,
    best_plays.user_id,
    best_plays.level,
    matched_plays.song_id,
    matched_plays.artist_id,
    best_plays.session_id,
    best_plays.location,
    best_plays.user_agent,
    best_plays.item_in_session,
    best_plays.song_title,
    best_plays.artist_name,
    best_plays.length
from best_plays
left join matched_plays
    on best_plays.songplay_id = matched_plays.songplay_id;

-- For the checks: the plays that came, as they stand in the star now, read once and not by every check. One that
-- stands there twice is here twice. Whether a song has title and credited name is found out here, so that no text need
-- be kept.
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
    songplays.start_time = new_plays.start_time
    and songplays.songplay_id = songplays.session_id::bigint * 1048576
    + songplays.item_in_session as is_as_staged,
    known_titles.title is not null as has_known_title
from songplays
inner join new_plays
    on songplays.songplay_id = new_plays.songplay_id
left join known_titles
    on
        songplays.song_title = known_titles.title
        and songplays.artist_name = known_titles.artist_name
        and octet_length(songplays.song_title) = known_titles.title_bytes
        and octet_length(songplays.artist_name)
        = known_titles.artist_name_bytes;

-- And the plays that were here and got another song. Apart from those that came: they are spread over all of the
-- table, of which more columns than these need not be read.
create temp table touched_matches as
select
    songplay_id,
    song_id,
    artist_id
from songplays
where songplay_id in (select songplay_id from changed_matches);
