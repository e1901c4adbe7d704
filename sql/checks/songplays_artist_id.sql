--! Check: every artist_id of songplays is in artists
--! Severity: error
--! Keys: songplay_id, artist_id
--! Reads: songplays, artists, touched_plays
select
    songplays.songplay_id,
    songplays.artist_id
from songplays
inner join touched_plays
    on songplays.songplay_id = touched_plays.songplay_id
left join artists
    on songplays.artist_id = artists.artist_id
where
    songplays.artist_id is not null
    and artists.artist_id is null;
