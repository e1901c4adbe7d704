--! Check: a play has a song exactly when one has its title and credited artist name
--! Severity: error
--! Keys: songplay_id
--! Reads: songplays, songs, touched_plays
select distinct songplays.songplay_id
from songplays
inner join touched_plays
    on songplays.songplay_id = touched_plays.songplay_id
left join songs
    on
        songplays.song_title = songs.title
        and songplays.artist_name = songs.artist_name
        and octet_length(songplays.song_title) = octet_length(songs.title)
        and octet_length(songplays.artist_name)
        = octet_length(songs.artist_name)
where
    (songplays.song_id is null and songs.song_id is not null)
    or (songplays.song_id is not null and songs.song_id is null);
