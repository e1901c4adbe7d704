--! Check: a play's level is free or paid
--! Severity: error
--! Keys: songplay_id, level
--! Reads: touched_plays
select
    songplay_id,
    level
from touched_plays
where
    level is null
    or level not in ('free', 'paid');
