--! Question: How many users are active each day, week and month?
--! Columns: day: UTC; daily: users who played on the day (DAU), count; change: against the day before, count, null if nobody played then; weekly: in the 7 days up to it (WAU), count; monthly: in the 30 days up to it (MAU), count; stickiness: daily of monthly, percent
--! Personal: –
--! Reads: songplays
-- A day without any play has no row. The first 29 days of the data see a shorter month.
with user_days as (
    select distinct
        user_id,
        cast(start_time as date) as day
    from songplays
),

daily_users as (
    select
        day,
        count(*) as users
    from user_days
    group by day
),

actives as (
    select
        daily_users.day,
        daily_users.users as daily,
        count(
            distinct case
                when user_days.day > dateadd(day, -7, daily_users.day)
                    then user_days.user_id
            end
        ) as weekly,
        count(distinct user_days.user_id) as monthly
    from daily_users
    inner join user_days
        on
            daily_users.day >= user_days.day
            and user_days.day > dateadd(day, -30, daily_users.day)
    group by
        daily_users.day,
        daily_users.users
)

select
    actives.day,
    actives.daily,
    actives.daily - day_before.users as change,
    actives.weekly,
    actives.monthly,
    cast(100.0 * actives.daily / actives.monthly as decimal(5, 1))
        as stickiness
from actives
left join daily_users as day_before
    on day_before.day = dateadd(day, -1, actives.day)
order by actives.day;
