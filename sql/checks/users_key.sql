--! Check: user_id is unique and not null in users
--! Severity: error
--! Keys: user_id
--! Reads: users, touched_users
-- Redshift's planner trusts the declared key and does not enforce it.
select
    users.user_id,
    count(*) as copies
from users
left join touched_users
    on users.user_id = touched_users.user_id
where
    touched_users.user_id is not null
    or users.user_id is null
group by users.user_id
having
    count(*) > 1
    or users.user_id is null;
