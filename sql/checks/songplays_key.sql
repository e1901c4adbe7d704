--! Check: songplay_id is unique and not null in songplays
--! Severity: error
--! Keys: songplay_id
--! Reads: touched_plays
-- Redshift's planner trusts the declared key and does not enforce it.
select
    songplay_id,
    count(*) as copies
from touched_plays
group by songplay_id
having
    count(*) > 1
    or songplay_id is null;
