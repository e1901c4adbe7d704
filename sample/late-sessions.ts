import { startOfDay } from "./calendar.ts";
import { levelAtStartOf } from "./cast.ts";
import { levelChangersOn } from "./level-changes.ts";
import { Random, streams } from "./random.ts";
import { sessionId } from "./session-ids.ts";
import type { Session } from "./sessions.ts";
import type { World } from "./world.ts";

/** One session in fifty starts late; most of these go on after midnight, and have events in two files. */
const lateShare = 1 / 50;
const eventsPerSession = 8.5;
const shortest = 6;
const longest = 60;

/** The late sessions that start on a day; none where they would fill a quiet day. */
export function lateSessions({ seed, calendar, cast }: World, day: number): Session[] {
  const random = new Random(seed, streams.lateSession, day);
  const events = Math.min(calendar.eventsOn(day), calendar.eventsOn(day + 1));
  const count = Math.floor((events / eventsPerSession) * lateShare + random.next());
  const limit = Math.min(longest, Math.floor(events / 4 / count));
  if (limit < shortest || count === 0) return [];
  const busy = new Set([...levelChangersOn(cast, day), ...levelChangersOn(cast, day + 1)]);
  const sessions: Session[] = [];
  for (let number = 0; number < count; number++) {
    const listener = cast.draw(random);
    const start = startOfDay(day + 1) - 600 - random.below(2 * 3600);
    const length = shortest + random.below(limit - shortest + 1);
    if (busy.has(listener)) continue;
    busy.add(listener);
    sessions.push({
      id: sessionId(calendar, { day, number: -1 - number }),
      listener,
      level: levelAtStartOf(listener, day),
      start,
      length,
      deadline: startOfDay(day + 1) + 9 * 3600,
      keys: [seed, streams.lateSession, day, number],
    });
  }
  return sessions;
}
