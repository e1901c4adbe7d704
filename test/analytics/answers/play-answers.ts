import type { SongplayRow, Star, TimeRow } from "../../reference/star-rows.ts";
import { type AnswerRow, distinct, oneDecimal, percent, sorted, tally } from "./tally.ts";

const most = 10;
const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

export function topSongs({ songplays }: Star): AnswerRow[] {
  const songs = tally(
    songplays.filter((play) => play.song_title !== null),
    (play) => JSON.stringify([play.song_title, play.artist_name]),
  ).map(({ rows, plays, listeners }) => ({
    ...{ song_title: rows[0]?.song_title ?? "", artist_name: rows[0]?.artist_name ?? null, plays, listeners },
    song_id: sorted(rows, [(play) => play.song_id])[0]?.song_id ?? null,
  }));
  return firstOf(songs, [(row) => row.song_title, (row) => row.artist_name]);
}

export function topArtists({ songplays }: Star): AnswerRow[] {
  const artists = tally(
    songplays.filter((play) => play.artist_name !== null),
    (play) => play.artist_name,
  ).map(({ key, rows, plays, listeners }) => ({
    artist_name: key,
    plays,
    songs: distinct(rows, (play) => play.song_title),
    listeners,
  }));
  return firstOf(artists, [(row) => row.artist_name]);
}

export function topLocations({ songplays }: Star): AnswerRow[] {
  const placed = songplays.filter((play) => play.location !== null);
  const locations = tally(placed, (play) => play.location).map(({ key, plays, listeners }) => ({
    ...{ location: key, plays, listeners },
    share: percent(plays, placed.length),
  }));
  return firstOf(locations, [(row) => row.location]);
}

export function playsByHour(star: Star): AnswerRow[] {
  return byTime(star, (time) => time.hour).map(({ key, ...row }) => text({ hour: key, ...row }));
}

export function playsByWeekday(star: Star): AnswerRow[] {
  return byTime(star, (time) => time.weekday).map(({ key, ...row }) =>
    text({ weekday: key, name: weekdays[key] ?? "", ...row }),
  );
}

function byTime(star: Star, part: (time: TimeRow) => number) {
  const times = new Map(star.time.map((time) => [time.start_time, time]));
  const parts = tally(star.songplays, (play) => part(times.get(play.start_time) as TimeRow));
  return sorted(parts, [(row) => row.key]).map(({ key, plays, listeners }) => ({
    ...{ key, plays, listeners },
    share: percent(plays, star.songplays.length),
  }));
}

export function playsByMonth({ songplays }: Star): AnswerRow[] {
  const seen = new Set<number>();
  const months = tally(songplays, (play) => play.start_time.slice(0, 7));
  return sorted(months, [({ key }) => key]).map(({ key, rows, plays, listeners }) => {
    const before = seen.size;
    for (const play of rows) seen.add(play.user_id);
    const [year, month] = key.split("-").map(Number);
    return text({
      year: year ?? null,
      month: month ?? null,
      plays,
      listeners,
      new_listeners: seen.size - before,
    });
  });
}

export function playsByLevel({ songplays }: Star): AnswerRow[] {
  const levels = tally(songplays, (play) => play.level);
  return sorted(levels, [({ key }) => key], { descending: [({ plays }) => plays] }).map(
    ({ key, plays, listeners }) =>
      text({ level: key, plays, listeners, share: percent(plays, songplays.length) }),
  );
}

export function playsByGender({ songplays, users }: Star): AnswerRow[] {
  const genderOf = new Map(users.map((user) => [user.user_id, user.gender]));
  const genders = tally(songplays, (play) => genderOf.get(play.user_id) ?? null);
  return sorted(genders, [({ key }) => key], { descending: [({ plays }) => plays] }).map(
    ({ key, plays, listeners }) =>
      text({
        ...{ gender: key, plays, listeners, share: percent(plays, songplays.length) },
        plays_per_listener: oneDecimal(plays, listeners),
      }),
  );
}

export function knownSongs({ songplays }: Star): AnswerRow[] {
  const nameOf = (play: SongplayRow) => JSON.stringify([play.song_title, play.artist_name]);
  return sorted(
    tally(songplays, (play) => (play.song_id === null ? "unknown" : "known")),
    [({ key }) => key],
  ).map(({ key, rows, plays }) =>
    text({ song: key, plays, share: percent(plays, songplays.length), titles: distinct(rows, nameOf) }),
  );
}

function firstOf<Row extends { plays: number }>(
  rows: readonly Row[],
  keys: readonly ((row: Row) => number | string | null)[],
): AnswerRow[] {
  return sorted(rows, keys, { descending: [(row) => row.plays] })
    .slice(0, most)
    .map((row) => text(row));
}

/** The same row with every value as text. */
export function text(row: Readonly<Record<string, string | number | null>>): AnswerRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)]),
  );
}
