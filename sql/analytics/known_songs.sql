--! Question: Of how many plays is the song known?
--! Columns: song: known if a song file has its title and artist, else unknown; plays: count; share: of all plays, percent; titles: different songs played, by title and artist, count
--! Personal: –
--! Reads: songplays
with played_songs as (
    select
        case when song_id is null then 'unknown' else 'known' end as song,
        song_title,
        artist_name,
        count(*) as plays
    from songplays
    group by
        case when song_id is null then 'unknown' else 'known' end,
        song_title,
        artist_name
),

plays_by_song as (
    select
        song,
        cast(sum(plays) as bigint) as plays,
        count(*) as titles
    from played_songs
    group by song
)

select
    song,
    plays,
    cast(
        100.0 * plays / cast(sum(plays) over () as bigint) as decimal(5, 1)
    ) as share,
    titles
from plays_by_song
order by song;
