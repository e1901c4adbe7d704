--! Check: a user's row, and with it the level, is that of the latest event known
--! Severity: error
--! Keys: user_id
--! Reads: staging_events, users, former_users, touched_users
-- Asked otherwise than the load does it: no staged event may be later than the one the row is from, and the
-- level must be one that this very event came with, now or in an earlier run. Earlier events, mostly all, are left out
-- before they are judged.
with judged_users as (
    select
        staging_events.user_id,
        bool_or(
            users.user_id is null
            or staging_events.ts > users.last_event_at
            or staging_events.session_id > users.last_session_id
            or (
                staging_events.session_id = users.last_session_id
                and staging_events.item_in_session
                > users.last_item_in_session
            )
        ) as is_overtaken,
        bool_or(
            staging_events.ts = users.last_event_at
            and staging_events.session_id = users.last_session_id
            and staging_events.item_in_session = users.last_item_in_session
            and staging_events.level = users.level
        ) as is_confirmed
    from staging_events
    left join users
        on staging_events.user_id = users.user_id
    where
        staging_events.user_id is not null
        and (
            users.user_id is null
            or staging_events.ts >= users.last_event_at
        )
    group by staging_events.user_id
)

select user_id
from judged_users
where is_overtaken
union
select users.user_id
from users
inner join touched_users
    on users.user_id = touched_users.user_id
left join judged_users
    on
        users.user_id = judged_users.user_id
        and judged_users.is_confirmed
left join former_users
    on
        users.user_id = former_users.user_id
        and users.last_event_at = former_users.last_event_at
        and users.level = former_users.level
where
    judged_users.user_id is null
    and former_users.user_id is null;
