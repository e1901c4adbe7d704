--! Question: How many sessions does a user have, and how long are they?
--! Columns: user_id: the user; first_name: latest known; last_name: latest known; sessions: with a play, count; plays: count; plays_per_session: average; average_minutes: from the first play's start to the last one's, minutes; longest_minutes: of the longest session, minutes
--! Personal: first_name, last_name
--! Reads: songplays, users
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

user_totals as (
    select
        user_id,
        count(*) as sessions,
        cast(sum(plays) as bigint) as plays,
        cast(sum(seconds) as bigint) as seconds,
        max(seconds) as longest_seconds
    from sessions
    group by user_id
)

select
    users.user_id,
    users.first_name,
    users.last_name,
    user_totals.sessions,
    user_totals.plays,
    cast(1.0 * user_totals.plays / user_totals.sessions as decimal(12, 1))
        as plays_per_session,
    cast(
        user_totals.seconds / (60.0 * user_totals.sessions)
        as decimal(12, 1)
    ) as average_minutes,
    cast(user_totals.longest_seconds / 60.0 as decimal(12, 1))
        as longest_minutes
from user_totals
inner join users
    on user_totals.user_id = users.user_id
order by
    user_totals.sessions desc,
    user_totals.plays desc,
    users.user_id;
