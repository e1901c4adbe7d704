const firstDay = Date.UTC(2018, 10, 1);
const dayMs = 86_400_000;

/** How busy a day of the week is, Sunday first. A week sums to 7, and so do 30 days from a Thursday to 30. */
const weekdayWeights = [0.5, 1.1, 1.2, 1.5, 0.9, 1.1, 0.7];

/** Seconds since the epoch at which a day starts, UTC. Day 1 is 1 November 2018, a Thursday. */
export function startOfDay(day: number): number {
  return firstDay / 1000 + (day - 1) * 86_400;
}

/** `2018/11/2018-11-01-events.json` for day 1. */
export function logFileName(day: number): string {
  const date = new Date(firstDay + (day - 1) * dayMs).toISOString().slice(0, 10);
  return `${date.slice(0, 4)}/${date.slice(5, 7)}/${date}-events.json`;
}

/**
 * Shares out events over days by the weekday. The days before `days` together get exactly `events`; days after it get
 * what they would have, had the sample gone on. Two samples with as many events a week share their days' plans.
 */
export class Calendar {
  /** Events on a day of average weight. */
  readonly pace: number;

  constructor({ events, days }: { events: number; days: number }) {
    this.pace = events / weightUntil(days);
  }

  /** Events in the file of a day. */
  eventsOn(day: number): number {
    return day < 1 ? 0 : this.eventsUntil(day) - this.eventsUntil(day - 1);
  }

  /** Events in the files of days 1 to `day`. */
  eventsUntil(day: number): number {
    return Math.round(this.pace * weightUntil(day));
  }
}

function weightUntil(day: number): number {
  const wholeWeeks = Math.floor(day / 7);
  let weight = wholeWeeks * 7;
  for (let rest = wholeWeeks * 7 + 1; rest <= day; rest++) weight += weekdayWeights[(rest + 3) % 7] ?? 0;
  return weight;
}
