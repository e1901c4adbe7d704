import { startOfDay } from "./calendar.ts";
import { levelAtStartOf } from "./cast.ts";
import { planDay } from "./day-plan.ts";
import { EventQueue } from "./event-queue.ts";
import { FreeListeners } from "./free-listeners.ts";
import type { OrdinarySession } from "./ordinary-sessions.ts";
import { Random } from "./random.ts";
import { type SampleEvent, type Session, sessionEvents } from "./sessions.ts";
import type { World } from "./world.ts";

/** Some short sessions are of somebody who never logs in. */
const visitorShare = 0.06;
const longestVisit = 3;

/** The events of a day's file by time. Each is good until the next is asked for. */
export function* dayEvents(world: World, day: number): Generator<SampleEvent, void> {
  const { special, ordinary } = planDay(world, day);
  const queue = new EventQueue();
  const listeners = new FreeListeners(world.cast);
  for (const session of special) {
    if (session.listener) listeners.reserve(session.listener);
    enqueue(session, { queue, world, from: startOfDay(day) });
  }
  for (const planned of ordinary) {
    yield* eventsUntil(planned.start, { queue, listeners });
    enqueue(withListener(planned, { day, listeners }), {
      queue,
      world,
      from: planned.start,
    });
  }
  yield* eventsUntil(startOfDay(day + 1), { queue, listeners });
}

/** The events before a time, of the sessions in the queue. */
function* eventsUntil(
  time: number,
  { queue, listeners }: { queue: EventQueue; listeners: FreeListeners },
): Generator<SampleEvent, void> {
  for (let first = queue.first; first !== undefined && first.event.time < time; first = queue.first) {
    yield first.event;
    if (first.rest.next().done) {
      listeners.release(first.event);
      queue.removeFirst();
    } else {
      queue.reorderFirst();
    }
  }
}

function enqueue(
  session: Session,
  { queue, world, from }: { queue: EventQueue; world: World; from: number },
): void {
  const rest = sessionEvents(session, world.tracks);
  for (let step = rest.next(); !step.done; step = rest.next()) {
    if (step.value.time < from) continue;
    queue.add({ event: step.value, rest });
    return;
  }
}

function withListener(
  planned: OrdinarySession,
  { day, listeners }: { day: number; listeners: FreeListeners },
): Session {
  const random = new Random(...planned.keys, 1);
  const isVisitor = planned.length <= longestVisit && random.chance(visitorShare);
  const listener = isVisitor ? undefined : listeners.draw(planned.start, random);
  return {
    ...planned,
    listener,
    level: listener ? levelAtStartOf(listener, day) : random.chance(0.4) ? "paid" : "free",
    deadline: startOfDay(day + 1),
  };
}
