--! Check: every moment in time is the start of a play
--! Severity: error
--! Keys: start_time
--! Reads: time, songplays, touched_times
select time.start_time
from time
inner join touched_times
    on time.start_time = touched_times.start_time
left join songplays
    on time.start_time = songplays.start_time
where songplays.start_time is null;
