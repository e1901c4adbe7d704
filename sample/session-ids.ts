import type { Calendar } from "./calendar.ts";

/** How many ordinary sessions a day may have: more than twice as many as are expected on the busiest. */
export function mostOrdinarySessions({ pace }: Calendar): number {
  return Math.ceil(pace * 0.25) + 8;
}

/**
 * The id of a day's session. Each day has a range of its own, of which many stay unused, so that no day need be made
 * to know the ids of another. Numbers below 0 count from the end of the range.
 */
export function sessionId(calendar: Calendar, { day, number }: { day: number; number: number }): number {
  const range = mostOrdinarySessions(calendar) + Math.ceil(calendar.pace * 0.05) + 16;
  return 1 + (day - 1) * range + (number < 0 ? range + number : number);
}
