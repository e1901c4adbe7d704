--! Table: etl_forgotten
--! Grain: one row per user who is to be forgotten
--! Reads: –
--! Writes: etl_forgotten
--! Rerun: safe, because a table that is there stays as it is
-- Every load takes the events of these users out of staging before anything else reads them.
create table if not exists etl_forgotten (
    user_id integer not null,
    forgotten_at timestamp not null,
    primary key (user_id)
)
diststyle all;
