--! Question: When did Lily play a song by Elena?
--! Columns: start_time: of the play, UTC; weekday: 0 is Sunday; hour: 0 to 23, UTC; song_title: as the play names it; level: of the play, free or paid; user_id: of Lily
--! Personal: user_id
--! Reads: songplays, users, time
-- By the artist's name as the play has it, so that plays of unknown songs count.
select
    songplays.start_time,
    time.weekday,
    time.hour,
    songplays.song_title,
    songplays.level,
    songplays.user_id
from songplays
inner join users
    on songplays.user_id = users.user_id
inner join time
    on songplays.start_time = time.start_time
where
    users.first_name = 'Lily'
    and songplays.artist_name = 'Elena'
order by
    songplays.start_time,
    songplays.songplay_id;
