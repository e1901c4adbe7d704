--! Table: songplays
--! Grain: one row per play, that is a NextSong event, known by (session_id, item_in_session)
--! Reads: staging_events, songs, songplays, changed_matches
--! Writes: songplays, touched_plays, new_plays, removed_times
--! Rerun: safe, because a play is known by its key, and the latest version of it wins
-- 1048576 = 2 ^ 20 leaves room for items 0 to 1048575 (a check refuses others); the cast matters from session
-- 2048 on, where the product leaves the range of integer.
create temp table staged_plays as
select
    session_id::bigint * 1048576 + item_in_session as songplay_id,
    ts as start_time,
    user_id,
    case when btrim(level, :BLANKS) <> '' then level end as level,
    session_id,
    case when btrim(location, :BLANKS) <> '' then location end as location,
    case when btrim(user_agent, :BLANKS) <> ''
        then user_agent end as user_agent,
    item_in_session,
    case when btrim(song, :BLANKS) <> '' then song end as song_title,
    case when btrim(artist, :BLANKS) <> '' then artist end as artist_name,
    length
from staging_events
where
    page = 'NextSong'
    and session_id is not null
    and item_in_session is not null
    and ts is not null
    and user_id is not null;

-- Plays known twice: staged more than once, or here already. Only these need the total order.
create temp table contested_plays as
select songplay_id
from staged_plays
group by songplay_id
having count(*) > 1
union
select songplays.songplay_id
from songplays
inner join staged_plays
    on songplays.songplay_id = staged_plays.songplay_id;

create temp table new_plays as
with candidates as (
    select
        staged_plays.songplay_id,
        staged_plays.start_time,
        staged_plays.user_id,
        staged_plays.level,
        staged_plays.session_id,
        staged_plays.location,
        staged_plays.user_agent,
        staged_plays.item_in_session,
        staged_plays.song_title,
        staged_plays.artist_name,
        staged_plays.length
    from staged_plays
    inner join contested_plays
        on staged_plays.songplay_id = contested_plays.songplay_id
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
    from candidates
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
where place = 1
union all
select
    staged_plays.songplay_id,
    staged_plays.start_time,
    staged_plays.user_id,
    staged_plays.level,
    staged_plays.session_id,
    staged_plays.location,
    staged_plays.user_agent,
    staged_plays.item_in_session,
    staged_plays.song_title,
    staged_plays.artist_name,
    staged_plays.length
from staged_plays
left join contested_plays
    on staged_plays.songplay_id = contested_plays.songplay_id
where contested_plays.songplay_id is null;

create temp table removed_times as
select distinct songplays.start_time
from songplays
inner join contested_plays
    on songplays.songplay_id = contested_plays.songplay_id;

delete from songplays
using contested_plays
where songplays.songplay_id = contested_plays.songplay_id;

-- = ignores trailing blanks in Redshift, so equal length in bytes is asked for too. Of several songs with the
-- same title and credited name, the closest duration wins, an unknown one last, then the smallest id.
create temp table matched_plays as
with candidates as (
    select
        new_plays.songplay_id,
        songs.song_id,
        songs.artist_id,
        row_number() over (
            partition by new_plays.songplay_id
            order by
                abs(songs.duration - new_plays.length),
                songs.song_id
        ) as place
    from new_plays
    inner join songs
        on
            new_plays.song_title = songs.title
            and new_plays.artist_name = songs.artist_name
            and octet_length(new_plays.song_title)
            = octet_length(songs.title)
            and octet_length(new_plays.artist_name)
            = octet_length(songs.artist_name)
)

select
    songplay_id,
    song_id,
    artist_id
from candidates
where place = 1;

insert into songplays (
    songplay_id, start_time, user_id, level, song_id, artist_id, session_id,
    location, user_agent, item_in_session, song_title, artist_name, length
)
select
    new_plays.songplay_id,
    new_plays.start_time,
    new_plays.user_id,
    new_plays.level,
    matched_plays.song_id,
    matched_plays.artist_id,
    new_plays.session_id,
    new_plays.location,
    new_plays.user_agent,
    new_plays.item_in_session,
    new_plays.song_title,
    new_plays.artist_name,
    new_plays.length
from new_plays
left join matched_plays
    on new_plays.songplay_id = matched_plays.songplay_id;

create temp table touched_plays as
select songplay_id
from new_plays
union
select songplay_id
from changed_matches;
