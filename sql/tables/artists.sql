--! Table: artists
--! Grain: one row per artist_id
--! Reads: –
--! Writes: artists
--! Rerun: safe, because a table that is there stays as it is
-- On every node: small beside the plays, and joined with them.
create table if not exists artists (
    artist_id varchar(32) not null,
    name varchar(512),
    location varchar(512),
    latitude double precision,
    longitude double precision,
    primary key (artist_id)
)
diststyle all
sortkey (artist_id);
