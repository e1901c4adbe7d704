--! Table: songplays
--! Grain: one row per play that bears a title which a song touched by this run has or had
--! Reads: songplays, songs, touched_titles
--! Writes: songplays, rematched_plays, changed_matches
--! Rerun: safe, because it states the match anew from the songs as they are
-- Runs when plays that came again have been taken out and before any is added: those find their songs by themselves.
-- A late song finds its plays; a song whose best row changed its title or name lets its plays go.
-- This reads title and name of every play there is, whatever the run brings: by title first, since that leaves few
-- plays whose name must be compared.
create temp table rematched_plays as
with titled_plays as (
    select
        songplay_id,
        start_time,
        song_id,
        artist_id,
        song_title,
        artist_name,
        length
    from songplays
    where song_title in (select title from touched_titles)
),

affected_plays as (
    select distinct
        titled_plays.songplay_id,
        titled_plays.start_time,
        titled_plays.song_id,
        titled_plays.artist_id,
        titled_plays.song_title,
        titled_plays.artist_name,
        titled_plays.length
    from titled_plays
    inner join touched_titles
        on
            titled_plays.song_title = touched_titles.title
            and titled_plays.artist_name = touched_titles.artist_name
),

candidates as (
    select
        affected_plays.songplay_id,
        affected_plays.start_time,
        affected_plays.song_title,
        affected_plays.artist_name,
        affected_plays.song_id as former_song_id,
        affected_plays.artist_id as former_artist_id,
        songs.song_id,
        songs.artist_id,
        row_number() over (
            partition by affected_plays.songplay_id
            order by
                abs(songs.duration - affected_plays.length),
                songs.song_id
        ) as place
    from affected_plays
    left join songs
        on
            affected_plays.song_title = songs.title
            and affected_plays.artist_name = songs.artist_name
            and octet_length(affected_plays.song_title)
            = octet_length(songs.title)
            and octet_length(affected_plays.artist_name)
            = octet_length(songs.artist_name)
)

select
    songplay_id,
    start_time,
    song_title,
    artist_name,
    former_song_id,
    former_artist_id,
    song_id,
    artist_id
from candidates
where place = 1;

create temp table changed_matches as
select
    songplay_id,
    start_time,
    song_id,
    artist_id
from rematched_plays
where
    coalesce(song_id, '') <> coalesce(former_song_id, '')
    or coalesce(artist_id, '') <> coalesce(former_artist_id, '');

update songplays
set
    song_id = changed_matches.song_id,
    artist_id = changed_matches.artist_id
from changed_matches
where songplays.songplay_id = changed_matches.songplay_id;
