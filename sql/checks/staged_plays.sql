--! Check: every staged play is in songplays exactly once
--! Severity: error
--! Keys: session_id, item_in_session
--! Reads: new_plays, touched_plays
-- That songplay_id is made of the natural key, and is unique, makes that one unique as well.
select
    (new_plays.songplay_id / 1048576)::integer as session_id,
    (new_plays.songplay_id % 1048576)::integer as item_in_session
from new_plays
left join touched_plays
    on new_plays.songplay_id = touched_plays.songplay_id
where touched_plays.songplay_id is null
union all
select
    session_id,
    item_in_session
from touched_plays
where
    not has_staged_time
    or songplay_id <> session_id::bigint * 1048576 + item_in_session;
