--! Question: Who went from free to paid, and after how many plays?
--! Columns: user_id: the user; first_name: latest known; last_name: latest known; paid_since: first event known on the paid level after a free one, UTC; plays_before: count; plays_since: count
--! Personal: first_name, last_name
--! Reads: songplays, users
-- One row a user, for the first time it happened. A user's latest event counts beside the plays, so that one who paid
-- and has not played since is here too.
with moments as (
    select
        user_id,
        start_time as moment,
        session_id,
        item_in_session,
        level,
        1 as plays
    from songplays
    union all
    select
        user_id,
        last_event_at as moment,
        last_session_id as session_id,
        last_item_in_session as item_in_session,
        level,
        0 as plays
    from users
),

in_order as (
    select
        user_id,
        moment,
        level,
        plays,
        lag(level, 1) over (
            partition by user_id
            order by moment, session_id, item_in_session, plays desc
        ) as level_before,
        sum(plays) over (
            partition by user_id
            order by moment, session_id, item_in_session, plays desc
            rows unbounded preceding
        ) as plays_so_far,
        sum(plays) over (partition by user_id) as all_plays
    from moments
),

conversions as (
    select
        user_id,
        moment as paid_since,
        plays_so_far - plays as plays_before,
        all_plays - plays_so_far + plays as plays_since,
        row_number() over (
            partition by user_id
            order by moment, plays_so_far, plays desc
        ) as place
    from in_order
    where
        level_before = 'free'
        and level = 'paid'
)

select
    conversions.user_id,
    users.first_name,
    users.last_name,
    conversions.paid_since,
    conversions.plays_before,
    conversions.plays_since
from conversions
inner join users
    on conversions.user_id = users.user_id
where conversions.place = 1
order by
    conversions.paid_since,
    conversions.user_id;
