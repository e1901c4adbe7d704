--! Table: artists
--! Grain: one row per artist_id
--! Reads: staging_songs, artists
--! Writes: artists, touched_artists
--! Rerun: safe, because the best known row of an artist wins, whenever it was loaded
-- An artist comes with every song, under several names and places: the row with coordinates, then with a place,
-- then with the shortest name (without "feat. …") is the one kept.
-- '!' is the first character after the blanks, which saves trimming nearly every text.
create temp table touched_artists as
select distinct artist_id
from staging_songs
where
    artist_id >= '!'
    or btrim(artist_id, :BLANKS) <> '';

create temp table best_artists as
with candidates as (
    select
        artist_id,
        case when artist_name >= '!' then artist_name
            when btrim(artist_name, :BLANKS) <> ''
                then artist_name end as name,
        case when artist_location >= '!' then artist_location
            when btrim(artist_location, :BLANKS) <> ''
                then artist_location end as location,
        artist_latitude as latitude,
        artist_longitude as longitude
    from staging_songs
    where
        artist_id >= '!'
        or btrim(artist_id, :BLANKS) <> ''
    union all
    select
        artists.artist_id,
        artists.name,
        artists.location,
        artists.latitude,
        artists.longitude
    from artists
    inner join touched_artists
        on artists.artist_id = touched_artists.artist_id
),

ranked as (
    select
        artist_id,
        name,
        location,
        latitude,
        longitude,
        row_number() over (
            partition by artist_id
            order by
                case
                    when latitude is null or longitude is null then 1
                    else 0
                end,
                case when location is null then 1 else 0 end,
                octet_length(name),
                name,
                location,
                octet_length(location),
                latitude,
                longitude
        ) as place
    from candidates
)

select
    artist_id,
    name,
    location,
    latitude,
    longitude
from ranked
where place = 1;

delete from artists
using touched_artists
where artists.artist_id = touched_artists.artist_id;

insert into artists (artist_id, name, location, latitude, longitude)
select
    artist_id,
    name,
    location,
    latitude,
    longitude
from best_artists;
