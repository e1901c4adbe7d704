--! Check: staged songs have an id, a title, an artist's id and an artist's name
--! Severity: error
--! Keys: song_id, artist_id
--! Reads: staging_songs
-- COPY loads null for a key that is misspelled or missing: here that shows.
select
    song_id,
    artist_id,
    title,
    artist_name
from staging_songs
where
    song_id is null
    or (song_id < '!' and btrim(song_id, :BLANKS) = '')
    or artist_id is null
    or (artist_id < '!' and btrim(artist_id, :BLANKS) = '')
    or title is null
    or artist_name is null;
