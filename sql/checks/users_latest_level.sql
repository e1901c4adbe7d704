--! Check: a user's row, and with it the level, is that of the latest event known
--! Severity: error
--! Keys: user_id
--! Reads: staging_events, users, former_users, touched_users
-- Asked otherwise than the load does it: no staged event may be later than the one the row is from, and the
-- level must be one that this very event came with, now or in an earlier run.
with confirmed_users as (
    select distinct users.user_id
    from staging_events
    inner join users
        on
            staging_events.user_id = users.user_id
            and staging_events.ts = users.last_event_at
            and staging_events.session_id = users.last_session_id
            and staging_events.item_in_session = users.last_item_in_session
            and staging_events.level = users.level
)

select distinct staging_events.user_id
from staging_events
left join users
    on staging_events.user_id = users.user_id
where
    staging_events.user_id is not null
    and (
        users.user_id is null
        or staging_events.ts > users.last_event_at
        or (
            staging_events.ts = users.last_event_at
            and staging_events.session_id > users.last_session_id
        )
        or (
            staging_events.ts = users.last_event_at
            and staging_events.session_id = users.last_session_id
            and staging_events.item_in_session > users.last_item_in_session
        )
    )
union
select users.user_id
from users
inner join touched_users
    on users.user_id = touched_users.user_id
left join confirmed_users
    on users.user_id = confirmed_users.user_id
left join former_users
    on
        users.user_id = former_users.user_id
        and users.last_event_at = former_users.last_event_at
        and users.level = former_users.level
where
    confirmed_users.user_id is null
    and former_users.user_id is null;
