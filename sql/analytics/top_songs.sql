--! Question: Which songs are played most?
--! Columns: song_title: as the plays name it; artist_name: as the plays name it; plays: count; listeners: users who played it, count; song_id: null if the song is not known
--! Personal: –
--! Reads: songplays
-- Counted by the names on the plays: most plays are of songs that no song file tells of.
select
    song_title,
    artist_name,
    count(*) as plays,
    count(distinct user_id) as listeners,
    min(song_id) as song_id
from songplays
where song_title is not null
group by
    song_title,
    artist_name
order by
    plays desc,
    song_title,
    artist_name
limit 10;
