--! Check: every staged play is in songplays exactly once
--! Severity: error
--! Keys: songplay_id
--! Reads: new_plays, touched_plays
-- That songplay_id is made of session_id and item_in_session, and is unique, makes those two unique as well.
select new_plays.songplay_id
from new_plays
left join touched_plays
    on new_plays.songplay_id = touched_plays.songplay_id
where touched_plays.songplay_id is null
union all
select songplay_id
from touched_plays
where not is_as_staged;
