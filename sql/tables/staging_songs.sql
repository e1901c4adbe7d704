--! Table: staging_songs
--! Grain: one row per object in the song files of the last run that loaded any
--! Reads: –
--! Writes: staging_songs
--! Rerun: safe, because a table that is there stays as it is
create table if not exists staging_songs (
    num_songs integer,
    artist_id varchar(32),
    artist_latitude double precision,
    artist_longitude double precision,
    artist_location varchar(512),
    artist_name varchar(512),
    song_id varchar(32),
    title varchar(512),
    duration double precision,
    year integer
)
diststyle even;
