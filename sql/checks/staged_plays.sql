--! Check: every staged play is in songplays exactly once
--! Severity: error
--! Keys: session_id, item_in_session
--! Reads: staging_events, songplays
-- Known by the natural key, not by songplay_id: so that a fault in how that is made shows, too.
with staged_plays_found as (
    select distinct
        session_id,
        item_in_session
    from staging_events
    where page = 'NextSong'
)

select
    staged_plays_found.session_id,
    staged_plays_found.item_in_session,
    count(songplays.songplay_id) as copies
from staged_plays_found
left join songplays
    on
        staged_plays_found.session_id = songplays.session_id
        and staged_plays_found.item_in_session = songplays.item_in_session
group by
    staged_plays_found.session_id,
    staged_plays_found.item_in_session
having count(songplays.songplay_id) <> 1;
