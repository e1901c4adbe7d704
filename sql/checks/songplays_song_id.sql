--! Check: every song_id of songplays is in songs
--! Severity: error
--! Keys: songplay_id, song_id
--! Reads: songplays, songs, touched_plays
select
    songplays.songplay_id,
    songplays.song_id
from songplays
inner join touched_plays
    on songplays.songplay_id = touched_plays.songplay_id
left join songs
    on songplays.song_id = songs.song_id
where
    songplays.song_id is not null
    and songs.song_id is null;
