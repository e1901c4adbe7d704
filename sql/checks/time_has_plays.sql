--! Check: every moment in time is the start of a play
--! Severity: error
--! Keys: start_time
--! Reads: songplays, found_times, removed_times
-- A moment that came with a play has that play, which another check makes sure of: only one that a play was moved
-- away from can be without. Mostly there is none, and then no play is looked at.
with kept_times as (
    select distinct songplays.start_time
    from songplays
    inner join removed_times
        on songplays.start_time = removed_times.start_time
)

select found_times.start_time
from found_times
inner join removed_times
    on found_times.start_time = removed_times.start_time
left join kept_times
    on found_times.start_time = kept_times.start_time
where
    found_times.is_there
    and kept_times.start_time is null;
