--! Check: every staged play is in songplays exactly once
--! Severity: error
--! Keys: songplay_id
--! Reads: new_plays, touched_plays
-- That songplay_id is made of session_id and item_in_session, and is unique, makes those two unique as well.
select songplay_id
from new_plays
except
select songplay_id
from touched_plays
union all
select songplay_id
from touched_plays
where not is_as_staged;
