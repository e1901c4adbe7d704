--! Table: found_times
--! Grain: one row per row in time of a moment that was touched, and one per such moment that is not there
--! Reads: touched_times, time
--! Writes: found_times
--! Rerun: safe, because the table is the session's own
-- What time has of these moments, looked up once for the checks that ask.
create temp table found_times as
select
    touched_times.start_time,
    time.start_time is not null as is_there
from time
right join touched_times
    on time.start_time = touched_times.start_time;
