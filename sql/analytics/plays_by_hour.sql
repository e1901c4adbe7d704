--! Question: At which hours of the day are songs played?
--! Columns: hour: 0 to 23, UTC; plays: count; listeners: users who played in it, count; share: of all plays, percent
--! Personal: –
--! Reads: songplays, time
-- An hour without any play has no row.
with plays_by_hour as (
    select
        time.hour,
        count(*) as plays,
        count(distinct songplays.user_id) as listeners
    from songplays
    inner join time
        on songplays.start_time = time.start_time
    group by time.hour
)

select
    hour,
    plays,
    listeners,
    cast(
        100.0 * plays / cast(sum(plays) over () as bigint) as decimal(5, 1)
    ) as share
from plays_by_hour
order by hour;
