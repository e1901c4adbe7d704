--! Check: start_time is unique in time
--! Severity: error
--! Keys: start_time
--! Reads: time, touched_times
-- Redshift's planner trusts the declared key and does not enforce it, as it does that none is null.
select
    time.start_time,
    count(*) as copies
from touched_times
inner join time
    on touched_times.start_time = time.start_time
group by time.start_time
having count(*) > 1;
