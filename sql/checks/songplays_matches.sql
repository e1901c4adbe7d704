--! Check: a play has a song exactly when one has its title and credited artist name
--! Severity: error
--! Keys: songplay_id
--! Reads: songplays, songs, touched_matches, new_plays, contested_plays, rematched_plays
-- Titles of the plays that got another song are known from the look that found them: a second one would read
-- title and name of all plays again. Not of those that came anew, perhaps with another title.
with titled_plays as (
    select
        songplay_id,
        song_title,
        artist_name,
        song_id
    from songplays
    where songplay_id in (select songplay_id from new_plays)
    union all
    select
        rematched_plays.songplay_id,
        rematched_plays.song_title,
        rematched_plays.artist_name,
        touched_matches.song_id
    from rematched_plays
    inner join touched_matches
        on rematched_plays.songplay_id = touched_matches.songplay_id
    left join contested_plays
        on rematched_plays.songplay_id = contested_plays.songplay_id
    where contested_plays.songplay_id is null
)

select distinct titled_plays.songplay_id
from titled_plays
left join songs
    on
        titled_plays.song_title = songs.title
        and titled_plays.artist_name = songs.artist_name
        and octet_length(titled_plays.song_title)
        = octet_length(songs.title)
        and octet_length(titled_plays.artist_name)
        = octet_length(songs.artist_name)
where
    (titled_plays.song_id is null and songs.song_id is not null)
    or (titled_plays.song_id is not null and songs.song_id is null);
