--! Table: staging_songs
--! Grain: one row per object in the files of the manifest
--! Reads: the manifest's files
--! Writes: staging_songs
--! Rerun: safe, because staging is emptied in the same transaction
-- json 'auto' takes the keys by the columns' names; the song files' keys are lower case.
copy staging_songs (
    num_songs, artist_id, artist_latitude, artist_longitude, artist_location,
    artist_name, song_id, title, duration, year
)
from :MANIFEST
iam_role :IAM_ROLE
region :REGION
format as json 'auto'
manifest
:GZIP
compupdate off
statupdate off
:DRY_RUN;
