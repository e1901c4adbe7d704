--! Check: every start_time of songplays is in time
--! Severity: error
--! Keys: songplay_id, start_time
--! Reads: touched_plays, touched_times, time
-- Of the moments that the run touched: a play that got another song keeps its moment.
select
    touched_plays.songplay_id,
    touched_plays.start_time
from touched_plays
inner join touched_times
    on touched_plays.start_time = touched_times.start_time
left join time
    on touched_times.start_time = time.start_time
where time.start_time is null;
