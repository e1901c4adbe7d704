--! Table: etl_lake_pending
--! Grain: one row per partition that is to be exported
--! Reads: touched_times, changed_matches, touched_songs, former_songs, songs, touched_users, touched_artists, etl_lake_pending
--! Writes: etl_lake_pending, touched_partitions
--! Rerun: safe, because a partition that is pending is not added again
create temp table touched_partitions as
with touched_months as (
    select distinct
        date_part('year', start_time)::integer as year,
        date_part('month', start_time)::integer as month
    from touched_times
),

rematched_months as (
    select distinct
        date_part('year', start_time)::integer as year,
        date_part('month', start_time)::integer as month
    from changed_matches
),

touched_years as (
    select songs.year
    from songs
    inner join touched_songs
        on songs.song_id = touched_songs.song_id
    union
    select year
    from former_songs
)

select
    'songplays'::varchar(64) as table_name,
    year,
    month
from touched_months
union all
select
    'songplays'::varchar(64) as table_name,
    year,
    month
from rematched_months
union all
select
    'time'::varchar(64) as table_name,
    year,
    month
from touched_months
union all
select
    'songs'::varchar(64) as table_name,
    year,
    null::integer as month
from touched_years
union all
select
    'users'::varchar(64) as table_name,
    null::integer as year,
    null::integer as month
from (
    select count(*) as touched
    from touched_users
) as counted_users
where touched > 0
union all
select
    'artists'::varchar(64) as table_name,
    null::integer as year,
    null::integer as month
from (
    select count(*) as touched
    from touched_artists
) as counted_artists
where touched > 0;

-- What is pending already stays as it is, so that the table never grows beyond the number of partitions.
insert into etl_lake_pending (table_name, year, month)
select
    table_name,
    year,
    month
from touched_partitions
except
select
    table_name,
    year,
    month
from etl_lake_pending;
