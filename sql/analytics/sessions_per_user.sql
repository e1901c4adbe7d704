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
)

select
    users.user_id,
    users.first_name,
    users.last_name,
    count(*) as sessions,
    sum(sessions.plays) as plays,
    cast(1.0 * sum(sessions.plays) / count(*) as decimal(12, 1))
        as plays_per_session,
    cast(sum(sessions.seconds) / (60.0 * count(*)) as decimal(12, 1))
        as average_minutes,
    cast(max(sessions.seconds) / 60.0 as decimal(12, 1)) as longest_minutes
from sessions
inner join users
    on sessions.user_id = users.user_id
group by
    users.user_id,
    users.first_name,
    users.last_name
order by
    sessions desc,
    plays desc,
    users.user_id;
