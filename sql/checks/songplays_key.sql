--! Check: songplay_id is unique and not null in songplays
--! Severity: error
--! Keys: songplay_id
--! Reads: touched_plays, new_plays
-- Redshift's planner trusts the declared key and does not enforce it. That no new play is missing is a check of its
-- own: as long as there are no more rows than new plays, none is there twice, and none need be counted.
select
    songplay_id,
    count(*) as copies
from touched_plays
where
    (select count(*) from touched_plays) > (select count(*) from new_plays)
group by songplay_id
having
    count(*) > 1
    or songplay_id is null;
