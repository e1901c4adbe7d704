--! Table: etl_lake_pending
--! Grain: one row per partition that the star has
--! Reads: time, songs
--! Writes: etl_lake_pending
--! Rerun: safe, because a partition that stands here twice is exported once
-- For the first export of a warehouse: whatever was loaded before the lake was asked for.
delete from etl_lake_pending;

insert into etl_lake_pending (table_name, year, month)
select distinct
    'songplays'::varchar(64) as table_name,
    year::integer as year,
    month::integer as month
from time
union all
select distinct
    'time'::varchar(64) as table_name,
    year::integer as year,
    month::integer as month
from time
union all
select distinct
    'songs'::varchar(64) as table_name,
    year,
    null::integer as month
from songs
union all
select
    'users'::varchar(64) as table_name,
    null::integer as year,
    null::integer as month
union all
select
    'artists'::varchar(64) as table_name,
    null::integer as year,
    null::integer as month;
