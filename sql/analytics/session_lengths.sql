--! Question: How long do sessions last?
--! Columns: minutes: from the first play's start to the last one's; sessions: with a play, count; share: of all sessions, percent; plays: in them, count
--! Personal: –
--! Reads: songplays
-- From the lower bound up to below the upper one; a session of one play lasts 0 minutes.
with sessions as (
    select
        user_id,
        session_id,
        count(*) as plays,
        datediff(second, min(start_time), max(start_time)) as seconds
    from songplays
    group by
        user_id,
        session_id
),

graded as (
    select
        plays,
        case
            when seconds < 900 then 0
            when seconds < 3600 then 15
            when seconds < 7200 then 60
            when seconds < 14400 then 120
            when seconds < 28800 then 240
            else 480
        end as least_minutes
    from sessions
)

select
    case least_minutes
        when 0 then '0 to 15'
        when 15 then '15 to 60'
        when 60 then '60 to 120'
        when 120 then '120 to 240'
        when 240 then '240 to 480'
        else '480 and more'
    end as minutes,
    count(*) as sessions,
    cast(
        100.0 * count(*) / cast(sum(count(*)) over () as bigint)
        as decimal(5, 1)
    ) as share,
    cast(sum(plays) as bigint) as plays
from graded
group by least_minutes
order by least_minutes;
