--! Check: staged events have a time, a page, a session and a level, and plays a user, a song and an artist
--! Severity: error
--! Keys: session_id, item_in_session
--! Reads: staging_events
-- COPY loads null for a key that is misspelled or missing: here that shows. '' is not null: an artist without a
-- name came as one.
select
    session_id,
    item_in_session,
    ts,
    page,
    level,
    user_id,
    song,
    artist
from staging_events
where
    ts is null
    or page is null
    or session_id is null
    or item_in_session is null
    or level is null
    or (
        page = 'NextSong'
        and (user_id is null or song is null or artist is null)
    );
