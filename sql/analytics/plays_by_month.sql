--! Question: How many songs are played each month?
--! Columns: year: UTC; month: 1 to 12, UTC; plays: count; listeners: users who played in it, count; new_listeners: users whose first play is in it, count
--! Personal: –
--! Reads: songplays, time
with first_plays as (
    select
        user_id,
        min(start_time) as start_time
    from songplays
    group by user_id
)

select
    time.year,
    time.month,
    count(*) as plays,
    count(distinct songplays.user_id) as listeners,
    count(distinct first_plays.user_id) as new_listeners
from songplays
inner join time
    on songplays.start_time = time.start_time
left join first_plays
    on
        songplays.user_id = first_plays.user_id
        and songplays.start_time = first_plays.start_time
group by
    time.year,
    time.month
order by
    time.year,
    time.month;
