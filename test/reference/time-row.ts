import type { TimeRow } from "./star-rows.ts";
import { momentOf } from "./timestamp.ts";

const dayMs = 86_400_000;

/** The parts of a moment in UTC: ISO week, weekday 0 for Sunday. */
export function timeRow(startTime: string): TimeRow {
  const moment = momentOf(startTime);
  return {
    start_time: startTime,
    hour: moment.getUTCHours(),
    day: moment.getUTCDate(),
    week: isoWeek(moment),
    month: moment.getUTCMonth() + 1,
    year: moment.getUTCFullYear(),
    weekday: moment.getUTCDay(),
  };
}

/** The week belongs to the year of its Thursday, and is that Thursday's place among the year's Thursdays. */
function isoWeek(moment: Date): number {
  const daysSinceMonday = (moment.getUTCDay() + 6) % 7;
  const thursday = new Date(moment.getTime() + (3 - daysSinceMonday) * dayMs);
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return 1 + Math.floor((thursday.getTime() - newYear) / dayMs / 7);
}
