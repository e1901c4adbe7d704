--! Check: no table is empty that had input
--! Severity: error
--! Keys: table_name
--! Reads: staging_events, staging_songs, songplays, users, songs, artists, time
with counted as (
    select
        (select count(*) from staging_songs) as staged_songs,
        (
            select count(*)
            from (
                select session_id
                from staging_events
                where page = 'NextSong'
                limit 1
            ) as any_play
        ) as staged_plays,
        (
            select count(*)
            from (
                select user_id
                from staging_events
                where user_id is not null
                limit 1
            ) as any_user
        ) as staged_user_events,
        (select count(*) from songplays) as songplays,
        (select count(*) from users) as users,
        (select count(*) from songs) as songs,
        (select count(*) from artists) as artists,
        (select count(*) from time) as times
)

select 'songplays' as table_name
from counted
where staged_plays > 0 and songplays = 0
union all
select 'time' as table_name
from counted
where staged_plays > 0 and times = 0
union all
select 'users' as table_name
from counted
where staged_user_events > 0 and users = 0
union all
select 'songs' as table_name
from counted
where staged_songs > 0 and songs = 0
union all
select 'artists' as table_name
from counted
where staged_songs > 0 and artists = 0;
