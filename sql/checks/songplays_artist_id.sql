--! Check: every artist_id of songplays is in artists
--! Severity: error
--! Keys: songplay_id, artist_id
--! Reads: touched_plays, touched_matches, artists
with known_plays as (
    select
        songplay_id,
        artist_id
    from touched_plays
    where artist_id is not null
    union all
    select
        songplay_id,
        artist_id
    from touched_matches
    where artist_id is not null
)

select
    known_plays.songplay_id,
    known_plays.artist_id
from known_plays
left join artists
    on known_plays.artist_id = artists.artist_id
where artists.artist_id is null;
