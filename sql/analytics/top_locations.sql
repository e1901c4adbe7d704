--! Question: Where are songs played most?
--! Columns: location: metropolitan area and states; plays: count; listeners: users who played there, count; share: of all plays with a location, percent
--! Personal: –
--! Reads: songplays
with plays_by_location as (
    select
        location,
        count(*) as plays,
        count(distinct user_id) as listeners
    from songplays
    where location is not null
    group by location
)

select
    location,
    plays,
    listeners,
    cast(
        100.0 * plays / cast(sum(plays) over () as bigint) as decimal(5, 1)
    ) as share
from plays_by_location
order by
    plays desc,
    location
limit 10;
