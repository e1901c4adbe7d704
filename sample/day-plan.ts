import { startOfDay } from "./calendar.ts";
import { lateSessions } from "./late-sessions.ts";
import { levelChangeSessions } from "./level-changes.ts";
import { type OrdinarySession, ordinarySessions } from "./ordinary-sessions.ts";
import { type Session, sessionEvents } from "./sessions.ts";
import type { World } from "./world.ts";

/** The sessions of one day's file, which together have exactly the events that the calendar gives the day. */
export interface DayPlan {
  /** Of listeners who have no ordinary session on the day: over a midnight, or with a change of level. */
  readonly special: readonly Session[];
  /** By start. */
  readonly ordinary: Iterable<OrdinarySession>;
}

/** Plans a day from the seed and the number of the day alone. */
export function planDay(world: World, day: number): DayPlan {
  const start = startOfDay(day);
  const changes = levelChangeSessions(world, day);
  const special = [...lateSessions(world, day - 1), ...changes, ...lateSessions(world, day)];
  const taken = special.reduce((sum, session) => sum + eventsOfDay(session, { start, world }), 0);
  const room = world.calendar.eventsOn(day) - taken;
  return { special, ordinary: ordinarySessions(world, { day, room, firstNumber: changes.length }) };
}

function eventsOfDay(session: Session, { start, world }: { start: number; world: World }): number {
  let count = 0;
  for (const { time } of sessionEvents(session, world.tracks)) {
    if (time >= start && time < start + 86_400) count += 1;
  }
  return count;
}
