--! Question: On which days of the week are songs played?
--! Columns: weekday: 0 is Sunday; name: of the weekday; plays: count; listeners: users who played on it, count; share: of all plays, percent
--! Personal: –
--! Reads: songplays, time
with plays_by_weekday as (
    select
        time.weekday,
        count(*) as plays,
        count(distinct songplays.user_id) as listeners
    from songplays
    inner join time
        on songplays.start_time = time.start_time
    group by time.weekday
)

select
    weekday,
    case weekday
        when 0 then 'Sunday'
        when 1 then 'Monday'
        when 2 then 'Tuesday'
        when 3 then 'Wednesday'
        when 4 then 'Thursday'
        when 5 then 'Friday'
        else 'Saturday'
    end as name,
    plays,
    listeners,
    cast(
        100.0 * plays / cast(sum(plays) over () as bigint) as decimal(5, 1)
    ) as share
from plays_by_weekday
order by weekday;
