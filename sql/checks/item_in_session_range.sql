--! Check: item_in_session is in 0 .. 1048575, so that songplay_id is unique
--! Severity: error
--! Keys: session_id, item_in_session
--! Reads: staging_events
select
    session_id,
    item_in_session
from staging_events
where
    item_in_session < 0
    or item_in_session > 1048575
    or session_id < 0;
