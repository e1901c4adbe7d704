--! Check: no column of staging_events that plays always fill is null in all plays
--! Severity: warn
--! Keys: column_name
--! Reads: staging_events
-- A key that was renamed at the source loads as null everywhere. Not an error: the star can do without these.
with filled as (
    select
        count(*) as plays,
        count(length) as lengths,
        count(location) as locations,
        count(user_agent) as user_agents,
        count(first_name) as first_names,
        count(gender) as genders
    from staging_events
    where page = 'NextSong'
)

select 'length' as column_name
from filled
where plays > 0 and lengths = 0
union all
select 'location' as column_name
from filled
where plays > 0 and locations = 0
union all
select 'user_agent' as column_name
from filled
where plays > 0 and user_agents = 0
union all
select 'first_name' as column_name
from filled
where plays > 0 and first_names = 0
union all
select 'gender' as column_name
from filled
where plays > 0 and genders = 0;
