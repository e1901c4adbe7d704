--! Check: every artist_id of songs is in artists
--! Severity: error
--! Keys: song_id, artist_id
--! Reads: songs, artists, touched_songs
select
    songs.song_id,
    songs.artist_id
from songs
inner join touched_songs
    on songs.song_id = touched_songs.song_id
left join artists
    on songs.artist_id = artists.artist_id
where
    songs.artist_id is not null
    and artists.artist_id is null;
