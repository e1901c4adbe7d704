--! Check: every song_id of songplays is in songs
--! Severity: error
--! Keys: songplay_id, song_id
--! Reads: touched_plays, touched_matches, songs
with known_plays as (
    select
        songplay_id,
        song_id
    from touched_plays
    where song_id is not null
    union all
    select
        songplay_id,
        song_id
    from touched_matches
    where song_id is not null
)

select
    known_plays.songplay_id,
    known_plays.song_id
from known_plays
left join songs
    on known_plays.song_id = songs.song_id
where songs.song_id is null;
