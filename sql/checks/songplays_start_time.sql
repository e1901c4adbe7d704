--! Check: every start_time of songplays is in time
--! Severity: error
--! Keys: songplay_id, start_time
--! Reads: songplays, time, touched_plays
select
    songplays.songplay_id,
    songplays.start_time
from songplays
inner join touched_plays
    on songplays.songplay_id = touched_plays.songplay_id
left join time
    on songplays.start_time = time.start_time
where
    songplays.start_time is not null
    and time.start_time is null;
