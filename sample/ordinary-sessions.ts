import { startOfDay } from "./calendar.ts";
import { Random, streams } from "./random.ts";
import { mostOrdinarySessions, sessionId } from "./session-ids.ts";
import type { World } from "./world.ts";

/** A session that is over by midnight, without its listener: that is drawn as it starts, from those who are free. */
export interface OrdinarySession {
  readonly id: number;
  /** Seconds since the epoch. */
  readonly start: number;
  readonly length: number;
  readonly keys: readonly number[];
}

/** Sessions by the UTC hour they start in. */
const hourWeights = [
  16, 15, 12, 11, 13, 15, 17, 18, 21, 26, 31, 34, 33, 35, 42, 47, 52, 50, 48, 40, 36, 29, 23, 20,
];
const hours = hourWeights.flatMap((weight, hour) => Array.from({ length: weight }, () => hour));
const longest = 128;
/** Seconds that an event of a long session takes at most on average: a song. */
const songTime = 330;
const numberRange = 2 ** 32;

/**
 * As many sessions as make `room` events, by start. Of each only the start is held, in 8 bytes, and the rest drawn
 * again when its turn comes, so that a day may have millions.
 */
export function ordinarySessions(
  world: World,
  { day, room, firstNumber }: { day: number; room: number; firstNumber: number },
): Iterable<OrdinarySession> {
  const { seed, calendar } = world;
  const most = mostOrdinarySessions(calendar);
  const starts: number[] = [];
  let left = room;
  let lastLength = 0;
  while (left > 0) {
    const number = starts.length;
    const random = new Random(seed, streams.session, day, number);
    const drawn = drawLength(random);
    lastLength = number + 1 === most ? left : Math.min(left, drawn);
    left -= lastLength;
    starts.push(drawStart(lastLength, random) * numberRange + number);
  }
  const ordered = Float64Array.from(starts).sort();
  return {
    *[Symbol.iterator]() {
      for (const [place, key] of ordered.entries()) {
        const number = key % numberRange;
        const isLast = number + 1 === ordered.length;
        const length = isLast ? lastLength : drawLength(new Random(seed, streams.session, day, number));
        yield {
          id: sessionId(calendar, { day, number: firstNumber + place }),
          start: startOfDay(day) + Math.floor(key / numberRange),
          length,
          keys: [seed, streams.session, day, number, 1],
        };
      }
    },
  };
}

/** Number of events: 1 for one in four, 9 or more for one in five, 128 at most. */
function drawLength(random: Random): number {
  const share = 1 - random.next();
  return Math.min(longest, Math.floor(1.4 / (share * Math.sqrt(Math.sqrt(Math.sqrt(share))))));
}

/** Seconds after midnight, early enough for the session to be over by the next. */
function drawStart(length: number, random: Random): number {
  const latest = Math.max(0, 86_400 - (length - 1) * songTime - 1);
  const start = random.pick(hours) * 3600 + random.below(3600);
  return start <= latest ? start : Math.max(0, latest - random.below(3 * 3600));
}
