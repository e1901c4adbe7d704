--! Table: –
--! Grain: one row, its moments null where there is no play
--! Reads: songplays
--! Writes: –
--! Rerun: safe, because it only reads
select
    min(start_time) as first_play,
    max(start_time) as last_play,
    count(distinct user_id) as listeners
from songplays;
