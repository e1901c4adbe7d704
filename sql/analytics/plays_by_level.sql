--! Question: How are plays divided between free and paid?
--! Columns: level: of the play, free or paid; plays: count; listeners: users who played on it, count; share: of all plays, percent
--! Personal: –
--! Reads: songplays
-- A user who changed the level counts as a listener of both.
with plays_by_level as (
    select
        level,
        count(*) as plays,
        count(distinct user_id) as listeners
    from songplays
    group by level
)

select
    level,
    plays,
    listeners,
    cast(
        100.0 * plays / cast(sum(plays) over () as bigint) as decimal(5, 1)
    ) as share
from plays_by_level
order by
    plays desc,
    level;
