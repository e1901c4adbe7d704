--! Table: users
--! Grain: one row per user_id
--! Reads: –
--! Writes: users
--! Rerun: safe, because a table that is there stays as it is
-- On every node: small beside the plays, and joined with them in most questions. The last three columns say
-- which event the row is from, so that an older log loaded later cannot overwrite it.
create table if not exists users (
    user_id integer not null,
    first_name varchar(128),
    last_name varchar(128),
    gender varchar(8),
    level varchar(16),
    last_event_at timestamp not null,
    last_session_id integer,
    last_item_in_session integer,
    primary key (user_id)
)
diststyle all
sortkey (user_id);
