--! Table: users
--! Grain: one row per user_id
--! Reads: staging_events, users
--! Writes: users, touched_users, former_users
--! Rerun: safe, because the latest event of a user wins, whenever it was loaded
-- Every event of a user counts, not plays alone: the level changes on other pages too.
create temp table touched_users as
select
    user_id,
    max(ts) as latest_ts
from staging_events
where user_id is not null
group by user_id;

-- Only the events at a user's latest moment can win, so that the total order below sorts a few rows a user and not
-- all of them.
-- '!' is the first character after the blanks, which saves trimming nearly every text.
create temp table latest_events as
select
    staging_events.user_id,
    case when staging_events.first_name >= '!' then staging_events.first_name
        when btrim(staging_events.first_name, :BLANKS) <> ''
            then staging_events.first_name end as first_name,
    case when staging_events.last_name >= '!' then staging_events.last_name
        when btrim(staging_events.last_name, :BLANKS) <> ''
            then staging_events.last_name end as last_name,
    case when staging_events.gender >= '!' then staging_events.gender
        when btrim(staging_events.gender, :BLANKS) <> ''
            then staging_events.gender end as gender,
    case when staging_events.level >= '!' then staging_events.level
        when btrim(staging_events.level, :BLANKS) <> ''
            then staging_events.level end as level,
    staging_events.ts as last_event_at,
    staging_events.session_id as last_session_id,
    staging_events.item_in_session as last_item_in_session
from staging_events
inner join touched_users
    on
        staging_events.user_id = touched_users.user_id
        and staging_events.ts = touched_users.latest_ts;

create temp table best_users as
with candidates as (
    select
        user_id,
        first_name,
        last_name,
        gender,
        level,
        last_event_at,
        last_session_id,
        last_item_in_session
    from latest_events
    union all
    select
        users.user_id,
        users.first_name,
        users.last_name,
        users.gender,
        users.level,
        users.last_event_at,
        users.last_session_id,
        users.last_item_in_session
    from users
    inner join touched_users
        on users.user_id = touched_users.user_id
),

ranked as (
    select
        user_id,
        first_name,
        last_name,
        gender,
        level,
        last_event_at,
        last_session_id,
        last_item_in_session,
        row_number() over (
            partition by user_id
            order by
                last_event_at desc,
                case when last_session_id is null then 1 else 0 end,
                last_session_id desc,
                case when last_item_in_session is null then 1 else 0 end,
                last_item_in_session desc,
                first_name,
                octet_length(first_name),
                last_name,
                octet_length(last_name),
                gender,
                octet_length(gender),
                level,
                octet_length(level)
        ) as place
    from candidates
)

select
    user_id,
    first_name,
    last_name,
    gender,
    level,
    last_event_at,
    last_session_id,
    last_item_in_session
from ranked
where place = 1;

-- For the checks: what was known of these users before this run.
create temp table former_users as
select
    users.user_id,
    users.level,
    users.last_event_at
from users
inner join touched_users
    on users.user_id = touched_users.user_id;

delete from users
using touched_users
where users.user_id = touched_users.user_id;

insert into users (
    user_id, first_name, last_name, gender, level,
    last_event_at, last_session_id, last_item_in_session
)
select
    user_id,
    first_name,
    last_name,
    gender,
    level,
    last_event_at,
    last_session_id,
    last_item_in_session
from best_users;
