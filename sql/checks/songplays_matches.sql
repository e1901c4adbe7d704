--! Check: a play has a song exactly when one has its title and credited artist name
--! Severity: error
--! Keys: songplay_id
--! Reads: songplays, songs, touched_plays, new_plays, rematched_plays
-- Titles of the plays that got another song are known from the look that found them: a second one would read
-- title and name of all plays again.
with titled_plays as (
    select
        songplay_id,
        song_title,
        artist_name
    from songplays
    where songplay_id in (select songplay_id from new_plays)
    union all
    select
        songplay_id,
        song_title,
        artist_name
    from rematched_plays
    where songplay_id not in (select songplay_id from new_plays)
)

select distinct touched_plays.songplay_id
from touched_plays
inner join titled_plays
    on touched_plays.songplay_id = titled_plays.songplay_id
left join songs
    on
        titled_plays.song_title = songs.title
        and titled_plays.artist_name = songs.artist_name
        and octet_length(titled_plays.song_title)
        = octet_length(songs.title)
        and octet_length(titled_plays.artist_name)
        = octet_length(songs.artist_name)
where
    (touched_plays.song_id is null and songs.song_id is not null)
    or (touched_plays.song_id is not null and songs.song_id is null);
