--! Table: time
--! Grain: one row per start_time that a play has
--! Reads: –
--! Writes: time
--! Rerun: safe, because a table that is there stays as it is
-- Sorted as songplays is, so that a join on start_time reads the same days of both. UTC; week is the ISO week,
-- weekday 0 is Sunday.
create table if not exists time (
    start_time timestamp not null,
    hour smallint not null,
    day smallint not null,
    week smallint not null,
    month smallint not null,
    year smallint not null,
    weekday smallint not null,
    primary key (start_time)
)
diststyle even
sortkey (start_time);
