--! Check: every staged play is in songplays exactly once
--! Severity: error
--! Keys: session_id, item_in_session
--! Reads: staging_events, touched_plays
-- Known by the natural key, not by songplay_id: so that a fault in how that is made shows, too. That songplay_id is
-- unique is a check of its own: where it is made of the natural key, that one is unique as well.
select distinct
    staging_events.session_id,
    staging_events.item_in_session,
    0 as copies
from staging_events
left join touched_plays
    on
        staging_events.session_id = touched_plays.session_id
        and staging_events.item_in_session = touched_plays.item_in_session
where
    staging_events.page = 'NextSong'
    and touched_plays.songplay_id is null
union all
select
    session_id,
    item_in_session,
    1 as copies
from touched_plays
where songplay_id <> session_id::bigint * 1048576 + item_in_session;
