--! Table: songs
--! Grain: one row per song_id
--! Reads: staging_songs, songs
--! Writes: songs, touched_songs, touched_titles, former_songs
--! Rerun: safe, because the best known row of a song wins, whenever it was loaded
create temp table touched_songs as
select distinct song_id
from staging_songs
where song_id is not null;

-- Whose plays must be matched again: those that bear a title that a touched song had, or has from now on.
create temp table touched_titles as
select
    songs.title,
    songs.artist_name
from songs
inner join touched_songs
    on songs.song_id = touched_songs.song_id
where
    songs.title is not null
    and songs.artist_name is not null;

-- '!' is the first character after the blanks, which saves trimming nearly every text.
create temp table best_songs as
with candidates as (
    select
        song_id,
        case when title >= '!' then title
            when btrim(title, :BLANKS) <> ''
                then title end as title,
        case when artist_id >= '!' then artist_id
            when btrim(artist_id, :BLANKS) <> ''
                then artist_id end as artist_id,
        case when year <> 0 then year end as year,
        duration,
        case when artist_name >= '!' then artist_name
            when btrim(artist_name, :BLANKS) <> ''
                then artist_name end as artist_name
    from staging_songs
    where song_id is not null
    union all
    select
        songs.song_id,
        songs.title,
        songs.artist_id,
        songs.year,
        songs.duration,
        songs.artist_name
    from songs
    inner join touched_songs
        on songs.song_id = touched_songs.song_id
),

ranked as (
    select
        song_id,
        title,
        artist_id,
        year,
        duration,
        artist_name,
        row_number() over (
            partition by song_id
            order by
                case when year is null then 1 else 0 end,
                year desc,
                title,
                octet_length(title),
                artist_id,
                octet_length(artist_id),
                duration,
                artist_name,
                octet_length(artist_name)
        ) as place
    from candidates
)

select
    song_id,
    title,
    artist_id,
    year,
    duration,
    artist_name
from ranked
where place = 1;

-- For the lake: the years that these songs leave.
create temp table former_songs as
select
    songs.song_id,
    songs.year
from songs
inner join touched_songs
    on songs.song_id = touched_songs.song_id;

delete from songs
using touched_songs
where songs.song_id = touched_songs.song_id;

insert into songs (song_id, title, artist_id, year, duration, artist_name)
select
    song_id,
    title,
    artist_id,
    year,
    duration,
    artist_name
from best_songs;

insert into touched_titles (title, artist_name)
select
    title,
    artist_name
from best_songs
where
    title is not null
    and artist_name is not null;
