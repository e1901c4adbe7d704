import { startOfDay } from "./calendar.ts";
import { type Cast, type Listener, levelAtStartOf } from "./cast.ts";
import type { Page } from "./pages.ts";
import { Random, streams } from "./random.ts";
import { sessionId } from "./session-ids.ts";
import type { Session } from "./sessions.ts";
import type { World } from "./world.ts";

/** Long enough for the change itself and a song at the new level. */
const shortest = 6;

/** Whose only session of a day has a script: those who change their level, and on the first day Lily. */
export function levelChangersOn(cast: Cast, day: number): readonly Listener[] {
  return day === 1 ? [cast.lily, ...cast.changesOn(day)] : cast.changesOn(day);
}

/** The sessions with a script, as far as half of the day has room for them. */
export function levelChangeSessions({ seed, calendar, cast, tracks }: World, day: number): Session[] {
  const sessions: Session[] = [];
  let room = Math.ceil(calendar.eventsOn(day) / 2);
  for (const listener of levelChangersOn(cast, day)) {
    const number = sessions.length;
    const random = new Random(seed, streams.levelChange, day, listener.rank);
    const isLily = day === 1 && listener === cast.lily;
    const length = Math.min(room, shortest + random.below(30));
    if (length < (isLily ? 2 : shortest)) continue;
    room -= length;
    sessions.push({
      id: sessionId(calendar, { day, number }),
      listener,
      level: levelAtStartOf(listener, day),
      start: startOfDay(day) + 10 * 3600 + random.below(10 * 3600),
      length,
      deadline: startOfDay(day + 1),
      script: isLily ? ["Home", "NextSong"] : changeScript(listener, day),
      ...(isLily && { firstTrack: tracks.setantaMatins }),
      keys: [seed, streams.levelChange, day, listener.rank, 1],
    });
  }
  return sessions;
}

function changeScript(listener: Listener, day: number): Page[] {
  return listener.upgradeDay === day
    ? ["Home", "NextSong", "Upgrade", "Submit Upgrade"]
    : ["Home", "NextSong", "Downgrade", "Submit Downgrade"];
}
