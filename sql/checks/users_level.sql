--! Check: a user's level is free or paid
--! Severity: error
--! Keys: user_id, level
--! Reads: users, touched_users
select
    users.user_id,
    users.level
from users
inner join touched_users
    on users.user_id = touched_users.user_id
where
    users.level is null
    or users.level not in ('free', 'paid');
