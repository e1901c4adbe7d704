--! Check: every moment in time is the start of a play
--! Severity: error
--! Keys: start_time
--! Reads: songplays, found_times, removed_times, touched_plays
-- A moment that came with a play has that play, which another check makes sure of: only one that a play was moved
-- away from can be without. Those plays that the run touched are asked first, and all plays for the rest alone, which
-- mostly are none.
with played_times as (
    select distinct touched_plays.start_time
    from touched_plays
    inner join removed_times
        on touched_plays.start_time = removed_times.start_time
),

other_times as (
    select found_times.start_time
    from found_times
    inner join removed_times
        on found_times.start_time = removed_times.start_time
    left join played_times
        on found_times.start_time = played_times.start_time
    where
        found_times.is_there
        and played_times.start_time is null
),

kept_times as (
    select distinct songplays.start_time
    from songplays
    inner join other_times
        on songplays.start_time = other_times.start_time
)

select other_times.start_time
from other_times
left join kept_times
    on other_times.start_time = kept_times.start_time
where kept_times.start_time is null;
