--! Check: start_time is unique and not null in time
--! Severity: error
--! Keys: start_time
--! Reads: time, touched_times
-- Redshift's planner trusts the declared key and does not enforce it.
select
    time.start_time,
    count(*) as copies
from time
left join touched_times
    on time.start_time = touched_times.start_time
where
    touched_times.start_time is not null
    or time.start_time is null
group by time.start_time
having
    count(*) > 1
    or time.start_time is null;
