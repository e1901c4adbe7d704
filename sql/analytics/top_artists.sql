--! Question: Which artists are played most?
--! Columns: artist_name: as the plays name it; plays: count; songs: different titles played, count; listeners: users who played one, count
--! Personal: –
--! Reads: songplays
select
    artist_name,
    count(*) as plays,
    count(distinct song_title) as songs,
    count(distinct user_id) as listeners
from songplays
where artist_name is not null
group by artist_name
order by
    plays desc,
    artist_name
limit 10;
