import { startOfDay } from "./calendar.ts";
import { metros } from "./places.ts";
import { Random, streams } from "./random.ts";
import { userAgents } from "./user-agents.ts";
import { firstNames, lastNames } from "./words.ts";

export type Level = "free" | "paid";

/** A registered listener. Levels change on a day, within the one session the listener has on it. */
export interface Listener {
  /** Place in the cast, 0 the busiest. */
  readonly rank: number;
  readonly userId: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly gender: "F" | "M";
  readonly location: string;
  readonly userAgent: string;
  /** Milliseconds since the epoch. */
  readonly registration: number;
  /** 0 = paid from the start, Infinity = never. */
  readonly upgradeDay: number;
  readonly downgradeDay: number;
}

export interface Cast {
  /** By rank. */
  readonly listeners: readonly Listener[];
  readonly lily: Listener;
  /** Who changes the level on a day. */
  changesOn(day: number): readonly Listener[];
  /** One listener, the busy ones more often. */
  draw(random: Random): Listener;
}

const lilysRank = 3;

/** Everybody who listens in a sample with `pace` events on an average day: 97 at the default, more with more events. */
export function inventCast({ seed, pace }: { seed: number; pace: number }): Cast {
  const size = Math.max(12, Math.round(pace * 0.3636));
  const random = new Random(seed, streams.cast);
  const userIds = shuffled(size, random);
  const listeners = userIds.map((userId, rank) => inventListener({ rank, size, userId }, random));
  const changes = changesByDay(listeners);
  const cumulated = cumulatedWeights(size);
  return {
    listeners,
    lily: listeners[lilysRank] as Listener,
    changesOn: (day) => changes.get(day) ?? [],
    draw: (random) => listeners[rankAt(cumulated, random.next())] as Listener,
  };
}

/** The level outside the session in which it changes. */
export function levelAtStartOf(listener: Listener, day: number): Level {
  return day > listener.upgradeDay && day <= listener.downgradeDay ? "paid" : "free";
}

function changesByDay(listeners: readonly Listener[]): Map<number, Listener[]> {
  const changes = new Map<number, Listener[]>();
  for (const listener of listeners) {
    for (const day of [listener.upgradeDay, listener.downgradeDay]) {
      if (day === 0) continue;
      const others = changes.get(day);
      if (others) others.push(listener);
      else changes.set(day, [listener]);
    }
  }
  return changes;
}

function inventListener(
  { rank, size, userId }: { rank: number; size: number; userId: number },
  random: Random,
): Listener {
  const isLily = rank === lilysRank;
  const gender = isLily || random.chance(0.56) ? "F" : "M";
  const firstName = random.pick(firstNames[gender]);
  const paysFromStart = random.chance(rank < size * 0.18 ? 0.85 : 0.01);
  const upgradeDay = isLily || paysFromStart ? 0 : waitingDays(random, 0.0035);
  const downgradeDay = isLily ? Infinity : upgradeDay + waitingDays(random, 0.001);
  return {
    rank,
    userId,
    firstName: isLily ? "Lily" : firstName,
    lastName: random.pick(lastNames),
    gender,
    location: random.pick(metros),
    userAgent: random.pick(userAgents),
    registration: (startOfDay(1) - 60 - random.below(1_100_000)) * 1000 + 796,
    upgradeDay,
    downgradeDay,
  };
}

/** Days until something that happens with a small chance each day, at least 1. */
function waitingDays(random: Random, chance: number): number {
  return 1 + Math.floor(-Math.log(1 - random.next()) / chance);
}

/** 1 … size and a few numbers more, in any order: not every registered user is in the logs. */
function shuffled(size: number, random: Random): number[] {
  const numbers = Array.from({ length: Math.ceil(size * 1.04) }, (_, index) => index + 1);
  for (let end = numbers.length - 1; end > 0; end--) {
    const other = random.below(end + 1);
    [numbers[end], numbers[other]] = [numbers[other] as number, numbers[end] as number];
  }
  return numbers.slice(0, size);
}

/** The busiest listener of a hundred has a tenth of the sessions, whatever the size of the cast. */
function cumulatedWeights(size: number): Float64Array {
  const cumulated = new Float64Array(size);
  let sum = 0;
  for (let rank = 0; rank < size; rank++) {
    const distance = rank / size + 0.062;
    sum += 1 / (distance * Math.sqrt(distance));
    cumulated[rank] = sum;
  }
  return cumulated.map((weight) => weight / sum);
}

function rankAt(cumulated: Float64Array, share: number): number {
  let low = 0;
  let high = cumulated.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulated[middle] as number) > share) high = middle;
    else low = middle + 1;
  }
  return low;
}
