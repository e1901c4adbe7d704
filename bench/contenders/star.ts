/** The order in which the best row of a dimension comes first, as SQL. */
export interface Orders {
  users: string;
  songs: string;
  artists: string;
}

/** Enough for data in which no two rows are as good as each other. */
export const plainOrders: Orders = {
  users: "ts desc, session_id desc, item_in_session desc",
  songs: "year desc",
  artists:
    "artist_latitude is null or artist_longitude is null, nullif(artist_location, '') is null, strlen(artist_name), artist_name, artist_location",
};

/** Orders that leave nothing to chance. */
export const totalOrders: Orders = {
  users: `${plainOrders.users}, first_name, last_name, gender, level`,
  songs: "nullif(year, 0) is null, year desc, title, artist_id, duration, artist_name",
  artists: `${plainOrders.artists}, artist_latitude, artist_longitude`,
};

const clean = (column: string, as = column) =>
  `case when ${column} >= '!' or trim(${column}, ' \t\r\n') <> '' then ${column} end as ${as}`;

const playId = "session_id::bigint * 1048576 + item_in_session";

/** The star from staging, on empty tables; plays are known to be there once. */
export function starStatements(orders: Orders): string[] {
  return [
    ...dimensions(orders),
    `create temp table matches as
      select ${playId} as songplay_id, song_id, songs.artist_id
      from staging_events
      join songs on song = songs.title and artist = songs.artist_name
      where page = 'NextSong'
      qualify row_number() over (
        partition by session_id, item_in_session order by abs(songs.duration - length), song_id
      ) = 1`,
    `create table songplays as
      select
        ${playId} as songplay_id, ts as start_time, user_id, ${clean("level")}, matches.song_id,
        matches.artist_id, session_id, ${clean("location")}, ${clean("user_agent")}, item_in_session,
        ${clean("song", "song_title")}, ${clean("artist", "artist_name")}, length
      from staging_events
      left join matches on ${playId} = matches.songplay_id
      where page = 'NextSong'`,
    `create table time as
      select
        start_time, hour(start_time)::smallint as hour, day(start_time)::smallint as day,
        week(start_time)::smallint as week, month(start_time)::smallint as month,
        year(start_time)::smallint as year, dayofweek(start_time)::smallint as weekday
      from (select distinct start_time from songplays)`,
  ];
}

function dimensions(orders: Orders): string[] {
  return [
    // Sorts the events of a user's latest moment only.
    `create table users as
      with latest as (
        select user_id, max(ts) as ts from staging_events where user_id is not null group by user_id
      )
      select
        user_id, ${clean("first_name")}, ${clean("last_name")}, ${clean("gender")}, ${clean("level")},
        ts as last_event_at, session_id as last_session_id, item_in_session as last_item_in_session
      from staging_events
      join latest using (user_id, ts)
      qualify row_number() over (partition by user_id order by ${orders.users}) = 1`,
    `create table songs as
      select
        song_id, ${clean("title")}, ${clean("artist_id")}, nullif(year, 0) as year, duration,
        ${clean("artist_name")}
      from staging_songs
      qualify row_number() over (partition by song_id order by ${orders.songs}) = 1`,
    `create table artists as
      select
        artist_id, ${clean("artist_name", "name")}, ${clean("artist_location", "location")},
        artist_latitude as latitude, artist_longitude as longitude
      from staging_songs
      qualify row_number() over (partition by artist_id order by ${orders.artists}) = 1`,
  ];
}
