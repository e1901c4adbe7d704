--! Check: a play has a song exactly when one has its title and credited artist name
--! Severity: error
--! Keys: songplay_id
--! Reads: songs, touched_plays, touched_matches, changed_matches
-- Titles of the plays that got another song are known from the look that found them: a second one would read
-- title and name of all plays again.
select songplay_id
from touched_plays
where
    (song_id is null and has_known_title)
    or (song_id is not null and not has_known_title)
union
select changed_matches.songplay_id
from changed_matches
inner join touched_matches
    on changed_matches.songplay_id = touched_matches.songplay_id
left join songs
    on
        changed_matches.song_title = songs.title
        and changed_matches.artist_name = songs.artist_name
        and octet_length(changed_matches.song_title)
        = octet_length(songs.title)
        and octet_length(changed_matches.artist_name)
        = octet_length(songs.artist_name)
where
    (touched_matches.song_id is null and songs.song_id is not null)
    or (touched_matches.song_id is not null and songs.song_id is null);
