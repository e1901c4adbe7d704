import { grouped } from "../../reference/grouped.ts";
import type { SongplayRow, Star, UserRow } from "../../reference/star-rows.ts";
import { momentOf } from "../../reference/timestamp.ts";
import { text } from "./play-answers.ts";
import { type AnswerRow, distinct, oneDecimal, percent, sorted, tally, written } from "./tally.ts";

export function lilyPaidSongs({ songplays, users, songs }: Star): AnswerRow[] {
  const songOf = new Map(songs.map((song) => [song.song_id, song]));
  const plays = playsOf("Lily", { songplays, users }).filter(
    (play) => play.level === "paid" && play.song_id !== null,
  );
  const rows = tally(plays, (play) => `${play.user_id} ${play.song_id}`).map(({ rows, plays }) => {
    const [first] = sorted(rows, [(play) => play.start_time]) as [SongplayRow];
    const { title = null, artist_name = null } = songOf.get(first.song_id ?? "") ?? {};
    return { user_id: first.user_id, title, artist_name, plays, first };
  });
  return sorted(
    rows,
    [(row) => row.title, (row) => row.artist_name, (row) => row.first.song_id, (row) => row.user_id],
    { descending: [(row) => row.plays] },
  ).map(({ first, ...row }) => text({ ...row, first_played_at: written(first.start_time) }));
}

export function lilyElenaTimes({ songplays, users, time }: Star): AnswerRow[] {
  const plays = playsOf("Lily", { songplays, users }).filter((play) => play.artist_name === "Elena");
  return sorted(plays, [(play) => play.start_time, (play) => play.songplay_id]).map((play) => {
    const moment = time.find((row) => row.start_time === play.start_time);
    return text({
      start_time: written(play.start_time),
      weekday: moment?.weekday ?? null,
      hour: moment?.hour ?? null,
      song_title: play.song_title,
      level: play.level,
      user_id: play.user_id,
    });
  });
}

function playsOf(firstName: string, { songplays, users }: Pick<Star, "songplays" | "users">): SongplayRow[] {
  const ids = new Set(users.filter((user) => user.first_name === firstName).map((user) => user.user_id));
  return songplays.filter((play) => ids.has(play.user_id));
}

export function topUsers({ songplays, users }: Star): AnswerRow[] {
  const user = new Map(users.map((row) => [row.user_id, row]));
  const rows = tally(songplays, (play) => play.user_id).map(({ key, rows, plays }) => ({
    user_id: key,
    ...nameOf(user.get(key)),
    level: user.get(key)?.level ?? null,
    plays,
    sessions: distinct(rows, (play) => play.session_id),
    last_played_at: written(sorted(rows, [(play) => play.start_time]).at(-1)?.start_time ?? ""),
  }));
  return sorted(rows, [(row) => row.user_id], { descending: [(row) => row.plays] })
    .slice(0, 10)
    .map((row) => text(row));
}

export function paidConversions({ songplays, users }: Star): AnswerRow[] {
  const plays = grouped(songplays, (play) => play.user_id);
  const rows = users.flatMap((user) => conversionOf(user, plays.get(user.user_id) ?? []) ?? []);
  return sorted(rows, [(row) => row.paid_since, (row) => row.user_id]).map((row) =>
    text({ ...row, paid_since: written(row.paid_since) }),
  );
}

/** The first paid moment right after a free one: a play, or the user's latest event, which need not be one. */
function conversionOf(user: UserRow, plays: readonly SongplayRow[]) {
  const inOrder = sorted(plays, [
    (play) => play.start_time,
    (play) => play.session_id,
    (play) => play.item_in_session,
  ]);
  const names = { user_id: user.user_id, ...nameOf(user) };
  for (const [before, play] of inOrder.entries()) {
    if (before === 0 || inOrder[before - 1]?.level !== "free" || play.level !== "paid") continue;
    return {
      ...names,
      paid_since: play.start_time,
      plays_before: before,
      plays_since: plays.length - before,
    };
  }
  if (inOrder.at(-1)?.level !== "free" || user.level !== "paid") return undefined;
  return { ...names, paid_since: user.last_event_at, plays_before: plays.length, plays_since: 0 };
}

function nameOf(user: UserRow | undefined): { first_name: string | null; last_name: string | null } {
  return { first_name: user?.first_name ?? null, last_name: user?.last_name ?? null };
}

interface Session {
  userId: number;
  plays: number;
  /** From the first play's start to the last one's. */
  seconds: number;
}

function sessionsOf({ songplays }: Star): Session[] {
  return tally(songplays, (play) => `${play.user_id} ${play.session_id}`).map(({ rows, plays }) => {
    const starts = rows.map((play) => Math.floor(momentOf(play.start_time).getTime() / 1000));
    const seconds = Math.max(...starts) - Math.min(...starts);
    return { userId: rows[0]?.user_id ?? 0, plays, seconds };
  });
}

export function sessionsPerUser(star: Star): AnswerRow[] {
  const user = new Map(star.users.map((row) => [row.user_id, row]));
  const rows = [...grouped(sessionsOf(star), (session) => session.userId)].map(([userId, sessions]) => {
    const plays = sum(sessions.map((session) => session.plays));
    const seconds = sessions.map((session) => session.seconds);
    return {
      user_id: userId,
      ...nameOf(user.get(userId)),
      sessions: sessions.length,
      plays,
      plays_per_session: oneDecimal(plays, sessions.length),
      average_minutes: oneDecimal(sum(seconds), 60 * sessions.length),
      longest_minutes: oneDecimal(Math.max(...seconds), 60),
    };
  });
  return sorted(rows, [(row) => row.user_id], {
    descending: [(row) => row.sessions, (row) => row.plays],
  }).map((row) => text(row));
}

const grades: readonly [label: string, fromMinutes: number, toMinutes: number][] = [
  ["0 to 15", 0, 15],
  ["15 to 60", 15, 60],
  ["60 to 120", 60, 120],
  ["120 to 240", 120, 240],
  ["240 to 480", 240, 480],
  ["480 and more", 480, Infinity],
];

export function sessionLengths(star: Star): AnswerRow[] {
  const sessions = sessionsOf(star);
  return grades.flatMap(([minutes, from, to]): AnswerRow[] => {
    const within = sessions.filter(({ seconds }) => seconds >= from * 60 && seconds < to * 60);
    if (within.length === 0) return [];
    return [
      text({
        minutes,
        sessions: within.length,
        share: percent(within.length, sessions.length),
        plays: sum(within.map((session) => session.plays)),
      }),
    ];
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
