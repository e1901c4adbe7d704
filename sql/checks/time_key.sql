--! Check: start_time is unique in time
--! Severity: error
--! Keys: start_time
--! Reads: counted_times
-- Redshift's planner trusts the declared key and does not enforce it, as it does that none is null.
select
    start_time,
    copies
from counted_times
where copies > 1;
