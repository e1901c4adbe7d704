--! Check: every moment in time is the start of a play
--! Severity: error
--! Keys: start_time
--! Reads: time, songplays, touched_times, touched_plays
-- A moment of a play that the run touched has that one: all plays are asked for the others alone.
with other_times as (
    select touched_times.start_time
    from touched_times
    left join touched_plays
        on touched_times.start_time = touched_plays.start_time
    where touched_plays.start_time is null
)

select time.start_time
from time
inner join other_times
    on time.start_time = other_times.start_time
left join songplays
    on time.start_time = songplays.start_time
where songplays.start_time is null;
