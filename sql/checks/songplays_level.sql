--! Check: a play's level is free or paid
--! Severity: error
--! Keys: songplay_id, level
--! Reads: songplays, touched_plays
select
    songplays.songplay_id,
    songplays.level
from songplays
inner join touched_plays
    on songplays.songplay_id = touched_plays.songplay_id
where
    songplays.level is null
    or songplays.level not in ('free', 'paid');
