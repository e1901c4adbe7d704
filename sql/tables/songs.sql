--! Table: songs
--! Grain: one row per song_id
--! Reads: –
--! Writes: songs
--! Rerun: safe, because a table that is there stays as it is
-- On every node while small (a million songs is about 100 MB). artist_name is the name as credited on the
-- song: plays carry that name, while table artists keeps one name an artist.
create table if not exists songs (
    song_id varchar(32) not null,
    title varchar(512),
    artist_id varchar(32),
    year integer,
    duration double precision,
    artist_name varchar(512),
    primary key (song_id),
    foreign key (artist_id) references artists (artist_id)
)
diststyle all
sortkey (song_id);
