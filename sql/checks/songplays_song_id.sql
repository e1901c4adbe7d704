--! Check: every song_id of songplays is in songs
--! Severity: error
--! Keys: songplay_id, song_id
--! Reads: touched_plays, songs
select
    touched_plays.songplay_id,
    touched_plays.song_id
from touched_plays
left join songs
    on touched_plays.song_id = songs.song_id
where
    touched_plays.song_id is not null
    and songs.song_id is null;
