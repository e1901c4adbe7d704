--! Check: song_id is unique and not null in songs
--! Severity: error
--! Keys: song_id
--! Reads: songs, touched_songs
-- Redshift's planner trusts the declared key and does not enforce it.
select
    songs.song_id,
    count(*) as copies
from songs
left join touched_songs
    on songs.song_id = touched_songs.song_id
where
    touched_songs.song_id is not null
    or songs.song_id is null
group by songs.song_id
having
    count(*) > 1
    or songs.song_id is null;
