--! Check: every moment in time is the start of a play
--! Severity: error
--! Keys: start_time
--! Reads: songplays, counted_times, touched_plays
-- A moment of a play that the run touched has that one: all plays are asked for the others alone, which mostly are
-- none.
with other_times as (
    select counted_times.start_time
    from counted_times
    left join touched_plays
        on counted_times.start_time = touched_plays.start_time
    where
        counted_times.copies > 0
        and touched_plays.start_time is null
),

played_times as (
    select distinct songplays.start_time
    from songplays
    inner join other_times
        on songplays.start_time = other_times.start_time
)

select other_times.start_time
from other_times
left join played_times
    on other_times.start_time = played_times.start_time
where played_times.start_time is null;
