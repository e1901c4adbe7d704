--! Table: songplays
--! Grain: one row per play, that is a NextSong event, known by (session_id, item_in_session)
--! Reads: staging_events, songs, songplays, changed_matches
--! Writes: songplays, new_plays, contested_plays, touched_plays, touched_matches, removed_times
--! Rerun: safe, because a play is known by its key, and the latest version of it wins
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

-- Plays known twice: staged more than once, or here already.
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

-- What a play of this title, name and length matches. = ignores trailing blanks in Redshift, so equal length in
-- bytes is asked for too. Of several songs with the same title and credited name, the closest duration wins, an
-- unknown one last, then the smallest id.
create temp table matched_titles as
with candidates as (
    select distinct
        staging_events.song as song_title,
        staging_events.artist as artist_name,
        staging_events.length,
        songs.song_id,
        songs.artist_id,
        songs.duration
    from staging_events
    inner join songs
        on
            staging_events.song = songs.title
            and staging_events.artist = songs.artist_name
            and octet_length(staging_events.song)
            = octet_length(songs.title)
            and octet_length(staging_events.artist)
            = octet_length(songs.artist_name)
    where staging_events.page = 'NextSong'
),

ranked as (
    select
        song_title,
        artist_name,
        length,
        song_id,
        artist_id,
        row_number() over (
            partition by
                song_title,
                octet_length(song_title),
                artist_name,
                octet_length(artist_name),
                length
            order by
                abs(duration - length),
                song_id
        ) as place
    from candidates
)

select
    song_title,
    artist_name,
    length,
    song_id,
    artist_id
from ranked
where place = 1;

-- Whole rows are written once, straight from staging. '!' is the first character after the blanks, which saves
-- trimming nearly every text. Equal lengths, unknown ones too, as two equalities: with "or" a hash join would try
-- every length that a title was ever played with.
insert into songplays (
    songplay_id, start_time, user_id, level, song_id, artist_id, session_id,
    location, user_agent, item_in_session, song_title, artist_name, length
)
select
    staging_events.session_id::bigint * 1048576
    + staging_events.item_in_session as songplay_id,
    staging_events.ts as start_time,
    staging_events.user_id,
    case when staging_events.level >= '!'
        or btrim(staging_events.level, :BLANKS) <> ''
        then staging_events.level end as level,
    matched_titles.song_id,
    matched_titles.artist_id,
    staging_events.session_id,
    case when staging_events.location >= '!'
        or btrim(staging_events.location, :BLANKS) <> ''
        then staging_events.location end as location,
    case when staging_events.user_agent >= '!'
        or btrim(staging_events.user_agent, :BLANKS) <> ''
        then staging_events.user_agent end as user_agent,
    staging_events.item_in_session,
    case when staging_events.song >= '!'
        or btrim(staging_events.song, :BLANKS) <> ''
        then staging_events.song end as song_title,
    case when staging_events.artist >= '!'
        or btrim(staging_events.artist, :BLANKS) <> ''
        then staging_events.artist end as artist_name,
    staging_events.length
from staging_events
left join matched_titles
    on
        staging_events.song = matched_titles.song_title
        and staging_events.artist = matched_titles.artist_name
        and octet_length(staging_events.song)
        = octet_length(matched_titles.song_title)
        and octet_length(staging_events.artist)
        = octet_length(matched_titles.artist_name)
        and coalesce(staging_events.length, 0)
        = coalesce(matched_titles.length, 0)
        and case when staging_events.length is null then 1 else 0 end
        = case when matched_titles.length is null then 1 else 0 end
where
    staging_events.page = 'NextSong'
    and staging_events.session_id is not null
    and staging_events.item_in_session is not null
    and staging_events.ts is not null
    and staging_events.user_id is not null;

-- Contested plays alone need the total order: the best version stays.
create temp table best_plays as
with ranked as (
    select
        songplays.songplay_id,
        songplays.start_time,
        songplays.user_id,
        songplays.level,
        songplays.song_id,
        songplays.artist_id,
        songplays.session_id,
        songplays.location,
        songplays.user_agent,
        songplays.item_in_session,
        songplays.song_title,
        songplays.artist_name,
        songplays.length,
        row_number() over (
            partition by songplays.songplay_id
            order by
                songplays.start_time desc,
                songplays.user_id,
                songplays.level,
                octet_length(songplays.level),
                songplays.location,
                octet_length(songplays.location),
                songplays.user_agent,
                octet_length(songplays.user_agent),
                songplays.song_title,
                octet_length(songplays.song_title),
                songplays.artist_name,
                octet_length(songplays.artist_name),
                songplays.length
        ) as place
    from songplays
    inner join contested_plays
        on songplays.songplay_id = contested_plays.songplay_id
)

select
    songplay_id,
    start_time,
    user_id,
    level,
    song_id,
    artist_id,
    session_id,
    location,
    user_agent,
    item_in_session,
    song_title,
    artist_name,
    length
from ranked
where place = 1;

create temp table removed_times as
select distinct songplays.start_time
from songplays
inner join contested_plays
    on songplays.songplay_id = contested_plays.songplay_id;

delete from songplays
using contested_plays
where songplays.songplay_id = contested_plays.songplay_id;

insert into songplays (
    songplay_id, start_time, user_id, level, song_id, artist_id, session_id,
    location, user_agent, item_in_session, song_title, artist_name, length
)
select
    songplay_id,
    start_time,
    user_id,
    level,
    song_id,
    artist_id,
    session_id,
    location,
    user_agent,
    item_in_session,
    song_title,
    artist_name,
    length
from best_plays;

-- For the checks: the plays that came, as they stand in the star now, read once and not by every check. By a
-- semi-join, so that a key which stands there twice is here twice.
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
from songplays
where songplay_id in (select songplay_id from new_plays);

-- And the plays that were here and got another song. Apart from those that came: they are spread over all of the
-- table, of which more columns than these need not be read.
create temp table touched_matches as
select
    songplay_id,
    song_id,
    artist_id
from songplays
where songplay_id in (select songplay_id from changed_matches);
