--! Question: Which users play most?
--! Columns: user_id: the user; first_name: latest known; last_name: latest known; level: latest known, free or paid; plays: count; sessions: with a play, count; last_played_at: UTC
--! Personal: first_name, last_name
--! Reads: songplays, users
select
    users.user_id,
    users.first_name,
    users.last_name,
    users.level,
    count(*) as plays,
    count(distinct songplays.session_id) as sessions,
    max(songplays.start_time) as last_played_at
from songplays
inner join users
    on songplays.user_id = users.user_id
group by
    users.user_id,
    users.first_name,
    users.last_name,
    users.level
order by
    plays desc,
    users.user_id
limit 10;
