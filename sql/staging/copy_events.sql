--! Table: staging_events
--! Grain: one row per object in the files of the manifest
--! Reads: the manifest's files
--! Writes: staging_events
--! Rerun: safe, because staging is emptied in the same transaction
-- The columns stand in the order of the jsonpaths. Empty user ids become null in COPY itself, so that anything
-- else that is no number is refused with object and line.
copy staging_events (
    artist, auth, first_name, gender, item_in_session, last_name, length,
    level, location, method, page, registration, session_id, song, status,
    ts, user_agent, user_id
)
from :MANIFEST
iam_role :IAM_ROLE
region :REGION
format as json :JSONPATHS
manifest
:GZIP
timeformat 'epochmillisecs'
compupdate off
statupdate off
:DRY_RUN;
