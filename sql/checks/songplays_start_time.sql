--! Check: every start_time of songplays is in time
--! Severity: error
--! Keys: songplay_id, start_time
--! Reads: touched_plays, touched_times, time
-- Of the moments that the run touched: a play that got another song keeps its moment. What is missing is looked for
-- first, so that there is rarely a play to look at.
with missing_times as (
    select touched_times.start_time
    from touched_times
    left join time
        on touched_times.start_time = time.start_time
    where time.start_time is null
)

select
    touched_plays.songplay_id,
    touched_plays.start_time
from touched_plays
inner join missing_times
    on touched_plays.start_time = missing_times.start_time;
