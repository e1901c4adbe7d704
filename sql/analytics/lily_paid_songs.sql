--! Question: Which songs did Lily play on a paid level?
--! Columns: user_id: of Lily; title: of a known song; artist_name: as credited on the song; plays: on the paid level, count; first_played_at: UTC
--! Personal: user_id
--! Reads: songplays, users, songs
-- The level is the play's own: what Lily paid at the time, not what Lily pays now.
select
    songplays.user_id,
    songs.title,
    songs.artist_name,
    count(*) as plays,
    min(songplays.start_time) as first_played_at
from songplays
inner join users
    on songplays.user_id = users.user_id
inner join songs
    on songplays.song_id = songs.song_id
where
    users.first_name = 'Lily'
    and songplays.level = 'paid'
group by
    songplays.user_id,
    songs.song_id,
    songs.title,
    songs.artist_name
order by
    plays desc,
    songs.title,
    songs.artist_name,
    songs.song_id,
    songplays.user_id;
