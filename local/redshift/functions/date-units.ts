import { SqlError } from "../../wire/database.ts";

export type DateUnit =
  | "millennium"
  | "century"
  | "decade"
  | "epoch"
  | "year"
  | "quarter"
  | "month"
  | "week"
  | "dow"
  | "dayofyear"
  | "day"
  | "hour"
  | "minute"
  | "second"
  | "millisecond"
  | "microsecond"
  | "timezone"
  | "timezone_hour"
  | "timezone_minute";

/** Spellings of https://docs.aws.amazon.com/redshift/latest/dg/r_Dateparts_for_datetime_functions.html */
const SPELLINGS: Record<DateUnit, string> = {
  millennium: "millennium millennia mil mils",
  century: "century centuries c cent cents",
  decade: "decade decades dec decs",
  epoch: "epoch",
  year: "year years y yr yrs",
  quarter: "quarter quarters qtr qtrs",
  month: "month months mon mons",
  week: "week weeks w",
  dow: "dayofweek dow dw weekday",
  dayofyear: "dayofyear doy dy yearday",
  day: "day days d",
  hour: "hour hours h hr hrs",
  minute: "minute minutes m min mins",
  second: "second seconds s sec secs",
  millisecond: "millisecond milliseconds ms msec msecs msecond mseconds millisec millisecs millisecon",
  microsecond: "microsecond microseconds microsec microsecs microsecond usecond useconds us usec usecs",
  timezone: "timezone",
  timezone_hour: "timezone_hour",
  timezone_minute: "timezone_minute",
};

const UNITS = new Map(
  Object.entries(SPELLINGS).flatMap(([unit, words]) =>
    words.split(" ").map((word) => [word, unit as DateUnit] as const),
  ),
);

/** The part of a date that a word means. Throws 22023. */
export function dateUnit(word: string, at: number): DateUnit {
  const unit = UNITS.get(word.trim().toLowerCase());
  if (unit === undefined) {
    throw new SqlError("22023", `timestamp units "${word}" not recognized`, { position: at + 1 });
  }
  return unit;
}
