--! Check: start_time is unique in time
--! Severity: error
--! Keys: start_time
--! Reads: found_times, touched_times
-- Redshift's planner trusts the declared key and does not enforce it, as it does that none is null. Each touched
-- moment is at least once in found_times: as long as there are no more rows, none is there twice.
select
    start_time,
    count(*) as copies
from found_times
where (select count(*) from found_times) > (select count(*) from touched_times)
group by start_time
having count(*) > 1;
