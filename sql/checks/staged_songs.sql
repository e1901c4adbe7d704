--! Check: every staged song is in songs, and its artist in artists
--! Severity: error
--! Keys: song_id, artist_id
--! Reads: staging_songs, songs, artists
select distinct
    staging_songs.song_id,
    staging_songs.artist_id
from staging_songs
left join songs
    on staging_songs.song_id = songs.song_id
left join artists
    on staging_songs.artist_id = artists.artist_id
where
    songs.song_id is null
    or artists.artist_id is null;
