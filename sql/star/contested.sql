--! Table: songplays
--! Grain: one row per play that is known twice: staged more than once, or staged and here already
--! Reads: staging_events, songplays
--! Writes: songplays, new_plays, contested_plays, best_plays, removed_times
--! Rerun: safe, because the best of all versions of a play wins, whenever it was loaded
-- Takes such plays out; star/songplays puts their best version in. So every play is written once, and those that
-- nothing contests, mostly all, straight from staging.
-- 1048576 = 2 ^ 20 leaves room for items 0 to 1048575 (a check refuses others); the cast matters from session
-- 2048 on, where the product leaves the range of integer.
create temp table new_plays as
select
    session_id::bigint * 1048576 + item_in_session as songplay_id,
    ts as start_time
from staging_events
where
    page = 'NextSong'
    and session_id is not null
    and item_in_session is not null
    and ts is not null
    and user_id is not null;

create temp table contested_plays as
select songplay_id
from new_plays
group by songplay_id
having count(*) > 1
union
select new_plays.songplay_id
from new_plays
inner join songplays
    on new_plays.songplay_id = songplays.songplay_id;

-- They alone need the total order.
-- '!' is the first character after the blanks, which saves trimming nearly every text.
create temp table best_plays as
with versions as (
    select
        contested_plays.songplay_id,
        staging_events.ts as start_time,
        staging_events.user_id,
        case when staging_events.level >= '!' then staging_events.level
            when btrim(staging_events.level, :BLANKS) <> ''
                then staging_events.level end as level,
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
    inner join contested_plays
        on staging_events.session_id::bigint * 1048576
        + staging_events.item_in_session = contested_plays.songplay_id
    where
        staging_events.page = 'NextSong'
        and staging_events.ts is not null
        and staging_events.user_id is not null
    union all
    select
        songplays.songplay_id,
        songplays.start_time,
        songplays.user_id,
        songplays.level,
        songplays.session_id,
        songplays.location,
        songplays.user_agent,
        songplays.item_in_session,
        songplays.song_title,
        songplays.artist_name,
        songplays.length
    from songplays
    inner join contested_plays
        on songplays.songplay_id = contested_plays.songplay_id
),

ranked as (
    select
        songplay_id,
        start_time,
        user_id,
        level,
        session_id,
        location,
        user_agent,
        item_in_session,
        song_title,
        artist_name,
        length,
        row_number() over (
            partition by songplay_id
            order by
                start_time desc,
                user_id,
                level,
                octet_length(level),
                location,
                octet_length(location),
                user_agent,
                octet_length(user_agent),
                song_title,
                octet_length(song_title),
                artist_name,
                octet_length(artist_name),
                length
        ) as place
    from versions
)

select
    songplay_id,
    start_time,
    user_id,
    level,
    session_id,
    location,
    user_agent,
    item_in_session,
    song_title,
    artist_name,
    length
from ranked
where place = 1;

-- Moments that one of their versions had: a moment that no play has any more goes from time.
create temp table removed_times as
select new_plays.start_time
from new_plays
inner join contested_plays
    on new_plays.songplay_id = contested_plays.songplay_id
union
select songplays.start_time
from songplays
inner join contested_plays
    on songplays.songplay_id = contested_plays.songplay_id;

delete from songplays
using contested_plays
where songplays.songplay_id = contested_plays.songplay_id;

-- From here on each play once, as it is to stand in the star.
delete from new_plays
using contested_plays
where new_plays.songplay_id = contested_plays.songplay_id;

insert into new_plays (songplay_id, start_time)
select
    songplay_id,
    start_time
from best_plays;
