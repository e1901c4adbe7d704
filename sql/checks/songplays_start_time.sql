--! Check: every start_time of songplays is in time
--! Severity: error
--! Keys: songplay_id, start_time
--! Reads: touched_plays, found_times
-- Of the moments that the run touched: a play that got another song keeps its moment. What is missing is looked for
-- first, so that there is rarely a play to look at.
with missing_times as (
    select start_time
    from found_times
    where not is_there
)

select
    touched_plays.songplay_id,
    touched_plays.start_time
from touched_plays
inner join missing_times
    on touched_plays.start_time = missing_times.start_time;
