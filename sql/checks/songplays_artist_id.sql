--! Check: every artist_id of songplays is in artists
--! Severity: error
--! Keys: songplay_id, artist_id
--! Reads: touched_plays, artists
select
    touched_plays.songplay_id,
    touched_plays.artist_id
from touched_plays
left join artists
    on touched_plays.artist_id = artists.artist_id
where
    touched_plays.artist_id is not null
    and artists.artist_id is null;
