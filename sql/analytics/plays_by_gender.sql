--! Question: How are plays divided between women and men?
--! Columns: gender: F or M, null if not given; plays: count; listeners: users who played, count; share: of all plays, percent; plays_per_listener: average
--! Personal: –
--! Reads: songplays, users
with plays_by_gender as (
    select
        users.gender,
        count(*) as plays,
        count(distinct songplays.user_id) as listeners
    from songplays
    inner join users
        on songplays.user_id = users.user_id
    group by users.gender
)

select
    gender,
    plays,
    listeners,
    cast(
        100.0 * plays / cast(sum(plays) over () as bigint) as decimal(5, 1)
    ) as share,
    cast(1.0 * plays / listeners as decimal(12, 1)) as plays_per_listener
from plays_by_gender
order by
    plays desc,
    gender;
