--! Check: start_time is unique in time
--! Severity: error
--! Keys: start_time
--! Reads: time, touched_times
-- Redshift's planner trusts the declared key and does not enforce it, as it does that none is null.
select
    start_time,
    count(*) as copies
from time
where start_time in (select start_time from touched_times)
group by start_time
having count(*) > 1;
