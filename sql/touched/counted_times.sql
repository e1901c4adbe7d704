--! Table: counted_times
--! Grain: one row per moment that was touched
--! Reads: touched_times, time
--! Writes: counted_times
--! Rerun: safe, because the table is the session's own
-- How often each of these moments is in time, counted once for the checks that ask.
create temp table counted_times as
select
    touched_times.start_time,
    count(time.start_time) as copies
from touched_times
left join time
    on touched_times.start_time = time.start_time
group by touched_times.start_time;
