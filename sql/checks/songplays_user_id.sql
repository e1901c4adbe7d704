--! Check: every user_id of songplays is in users
--! Severity: error
--! Keys: songplay_id, user_id
--! Reads: songplays, users, touched_plays
select
    songplays.songplay_id,
    songplays.user_id
from songplays
inner join touched_plays
    on songplays.songplay_id = touched_plays.songplay_id
left join users
    on songplays.user_id = users.user_id
where
    songplays.user_id is not null
    and users.user_id is null;
