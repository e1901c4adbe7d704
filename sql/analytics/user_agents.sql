--! Question: With which browsers and systems do users listen?
--! Columns: browser: by the user agent, other if not told; operating_system: by the user agent, other if not told; plays: count; listeners: users who played with it, count; share: of all plays, percent
--! Personal: –
--! Reads: songplays
-- In this order, since user agents name those they want to be taken for: Chrome says Safari, Edge says both, an
-- iPhone says Mac OS X.
with agents as (
    select
        user_id,
        case
            when user_agent like '%Edge/%' then 'Edge'
            when user_agent like '%OPR/%' then 'Opera'
            when user_agent like '%Chrome/%' then 'Chrome'
            when user_agent like '%Firefox/%' then 'Firefox'
            when user_agent like '%MSIE %' then 'Internet Explorer'
            when user_agent like '%Trident/%' then 'Internet Explorer'
            when user_agent like '%Safari/%' then 'Safari'
            else 'other'
        end as browser,
        case
            when user_agent like '%iPhone%' then 'iOS'
            when user_agent like '%iPad%' then 'iOS'
            when user_agent like '%Android%' then 'Android'
            when user_agent like '%Windows%' then 'Windows'
            when user_agent like '%Mac OS X%' then 'macOS'
            when user_agent like '%Linux%' then 'Linux'
            else 'other'
        end as operating_system
    from songplays
),

counted as (
    select
        browser,
        operating_system,
        count(*) as plays,
        count(distinct user_id) as listeners
    from agents
    group by
        browser,
        operating_system
)

select
    browser,
    operating_system,
    plays,
    listeners,
    cast(
        100.0 * plays / cast(sum(plays) over () as bigint) as decimal(5, 1)
    ) as share
from counted
order by
    plays desc,
    browser,
    operating_system;
