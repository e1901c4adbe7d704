--! Table: songplays
--! Grain: one row per play that bears a title which a song touched by this run has or had
--! Reads: songplays, songs, touched_titles
--! Writes: songplays, changed_matches
--! Rerun: safe, because it states the match anew from the songs as they are
-- Runs before the new plays are added, which find their songs by themselves. A late song finds its plays; a song
-- whose best row changed its title or name lets its plays go.
create temp table rematched_plays as
with affected_plays as (
    select distinct
        songplays.songplay_id,
        songplays.song_title,
        songplays.artist_name,
        songplays.length
    from songplays
    inner join touched_titles
        on
            songplays.song_title = touched_titles.title
            and songplays.artist_name = touched_titles.artist_name
),

candidates as (
    select
        affected_plays.songplay_id,
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
    song_id,
    artist_id
from candidates
where place = 1;

create temp table changed_matches as
select
    rematched_plays.songplay_id,
    rematched_plays.song_id,
    rematched_plays.artist_id
from rematched_plays
inner join songplays
    on rematched_plays.songplay_id = songplays.songplay_id
where
    coalesce(rematched_plays.song_id, '') <> coalesce(songplays.song_id, '')
    or coalesce(rematched_plays.artist_id, '')
    <> coalesce(songplays.artist_id, '');

update songplays
set
    song_id = changed_matches.song_id,
    artist_id = changed_matches.artist_id
from changed_matches
where songplays.songplay_id = changed_matches.songplay_id;
