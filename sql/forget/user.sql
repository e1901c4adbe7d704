--! Table: songplays, users, time, staging_events
--! Grain: –
--! Reads: songplays, etl_forgotten
--! Writes: songplays, users, time, staging_events
--! Rerun: safe, because it only removes
-- A moment stays in time as long as another play holds it.
create temp table forgotten_times as
select distinct songplays.start_time
from songplays
inner join etl_forgotten
    on songplays.user_id = etl_forgotten.user_id;

delete from staging_events
using etl_forgotten
where staging_events.user_id = etl_forgotten.user_id;

delete from songplays
using etl_forgotten
where songplays.user_id = etl_forgotten.user_id;

delete from users
using etl_forgotten
where users.user_id = etl_forgotten.user_id;

create temp table freed_times as
select forgotten_times.start_time
from forgotten_times
left join songplays
    on forgotten_times.start_time = songplays.start_time
where songplays.start_time is null;

delete from time
using freed_times
where time.start_time = freed_times.start_time;
