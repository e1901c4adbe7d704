--! Check: songplay_id is unique and not null in songplays
--! Severity: error
--! Keys: songplay_id
--! Reads: songplays, touched_plays
-- Redshift's planner trusts the declared key and does not enforce it.
select
    songplays.songplay_id,
    count(*) as copies
from songplays
left join touched_plays
    on songplays.songplay_id = touched_plays.songplay_id
where
    touched_plays.songplay_id is not null
    or songplays.songplay_id is null
group by songplays.songplay_id
having
    count(*) > 1
    or songplays.songplay_id is null;
