--! Table: time
--! Grain: one row per start_time that a play has
--! Reads: new_plays, removed_times, songplays, time
--! Writes: time, touched_times
--! Rerun: safe, because it adds what plays have and time has not, and removes what no play has
create temp table touched_times as
select start_time
from new_plays
union
select start_time
from removed_times;

-- Only a moment that a play was moved away from can be without plays now. Mostly there is none, and then no play is
-- looked at.
create temp table freed_times as
with kept_times as (
    select distinct songplays.start_time
    from songplays
    inner join removed_times
        on songplays.start_time = removed_times.start_time
)

select removed_times.start_time
from removed_times
left join kept_times
    on removed_times.start_time = kept_times.start_time
where kept_times.start_time is null;

delete from time
using freed_times
where time.start_time = freed_times.start_time;

insert into time (start_time, hour, day, week, month, year, weekday)
select
    touched_times.start_time,
    date_part('hour', touched_times.start_time)::smallint as hour,
    date_part('day', touched_times.start_time)::smallint as day,
    date_part('week', touched_times.start_time)::smallint as week,
    date_part('month', touched_times.start_time)::smallint as month,
    date_part('year', touched_times.start_time)::smallint as year,
    date_part('dow', touched_times.start_time)::smallint as weekday
from touched_times
left join time
    on touched_times.start_time = time.start_time
left join freed_times
    on touched_times.start_time = freed_times.start_time
where
    time.start_time is null
    and freed_times.start_time is null;
