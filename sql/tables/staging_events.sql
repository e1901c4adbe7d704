--! Table: staging_events
--! Grain: one row per object in the log files of the last run that loaded any
--! Reads: –
--! Writes: staging_events
--! Rerun: safe, because a table that is there stays as it is
-- Spread evenly and read once. Lengths are bytes, at least twice the longest value seen (song 159, artist 101,
-- user agent 139, location 46); a longer one stops the load and is named. ts is a timestamp so that COPY's
-- TIMEFORMAT 'epochmillisecs' applies and a wrong one is COPY's to find.
create table if not exists staging_events (
    artist varchar(512),
    auth varchar(32),
    first_name varchar(128),
    gender varchar(8),
    item_in_session integer,
    last_name varchar(128),
    length double precision,
    level varchar(16),
    location varchar(256),
    method varchar(8),
    page varchar(64),
    registration double precision,
    session_id integer,
    song varchar(512),
    status integer,
    ts timestamp,
    user_agent varchar(512),
    user_id integer
)
diststyle even;
