const unique = (table: string, key: string) =>
  `select ${key} from ${table} group by ${key} having count(*) > 1 or ${key} is null`;

const reference = (table: string, key: string, other: string) =>
  `select ${table}.${key} from ${table} left join ${other} on ${table}.${key} = ${other}.${key}
    where ${table}.${key} is not null and ${other}.${key} is null`;

/** What sql/checks proves, written for DuckDB and for tables that were empty before: rows that offend. */
export const checks: Readonly<Record<string, string>> = {
  staged_events: `select 1 from staging_events
    where ts is null or page is null or session_id is null or item_in_session is null or level is null
      or item_in_session < 0 or item_in_session > 1048575 or session_id < 0
      or (page = 'NextSong' and (user_id is null or song is null or artist is null))`,
  staged_columns: `select 1 from (
      select count(*) as plays, count(length) as a, count(location) as b, count(user_agent) as c,
        count(first_name) as d, count(gender) as e
      from staging_events where page = 'NextSong'
    ) where plays > 0 and least(a, b, c, d, e) = 0`,
  staged_songs: `select 1 from staging_songs
    where song_id is null or trim(song_id, ' \t\r\n') = '' or artist_id is null
      or trim(artist_id, ' \t\r\n') = '' or title is null or artist_name is null`,
  songplays_key: unique("songplays", "songplay_id"),
  users_key: unique("users", "user_id"),
  songs_key: unique("songs", "song_id"),
  artists_key: unique("artists", "artist_id"),
  time_key: unique("time", "start_time"),
  files_key: unique("etl_files", "key"),
  songplays_user: reference("songplays", "user_id", "users"),
  songplays_song: reference("songplays", "song_id", "songs"),
  songplays_artist: reference("songplays", "artist_id", "artists"),
  songplays_time: reference("songplays", "start_time", "time"),
  songs_artist: reference("songs", "artist_id", "artists"),
  time_has_plays: reference("time", "start_time", "songplays"),
  staged_in_songs: reference("staging_songs", "song_id", "songs"),
  staged_in_artists: reference("staging_songs", "artist_id", "artists"),
  staged_plays: `select 1 from staging_events
    left join songplays using (session_id, item_in_session)
    where page = 'NextSong' and songplay_id is null`,
  levels: `select 1 from songplays where level is null or level not in ('free', 'paid')
    union all select 1 from users where level is null or level not in ('free', 'paid')`,
  latest_level: `select 1 from staging_events left join users using (user_id)
    where user_id is not null and (last_event_at is null or ts > last_event_at
      or (ts = last_event_at and session_id > last_session_id)
      or (ts = last_event_at and session_id = last_session_id and item_in_session > last_item_in_session))`,
  matches: `select 1 from songplays
    left join songs on song_title = title and songplays.artist_name = songs.artist_name
    where (songplays.song_id is null) <> (songs.song_id is null)`,
  empty: `select 1 where exists (from staging_events where page = 'NextSong')
    and not (exists (from songplays) and exists (from users) and exists (from time))`,
};
