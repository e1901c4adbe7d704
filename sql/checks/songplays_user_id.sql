--! Check: every user_id of songplays is in users
--! Severity: error
--! Keys: songplay_id, user_id
--! Reads: touched_plays, users
select
    touched_plays.songplay_id,
    touched_plays.user_id
from touched_plays
left join users
    on touched_plays.user_id = users.user_id
where
    touched_plays.user_id is not null
    and users.user_id is null;
