import { SqlError } from "../../wire/database.ts";
import { unsupported } from "../syntax/cursor.ts";

const MONTHS = "january february march april may june july august september october november december".split(
  " ",
);

interface Moment {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  micros: number;
  afternoon: boolean | undefined;
  dayOfYear: number | undefined;
}

type Reader = readonly [field: string, pattern: RegExp, set: (moment: Moment, text: string) => void];

const month = (text: string) => MONTHS.findIndex((name) => name.startsWith(text.toLowerCase())) + 1;

function field(name: string, pattern: RegExp, read: (text: string) => Partial<Moment>): Reader {
  return [name, pattern, (moment, text) => Object.assign(moment, read(text))];
}

const hour = (text: string) => ({ hour: Number(text) });
const isAfternoon = (text: string) => ({ afternoon: /^p/i.test(text) });
const century = (text: string) => (Number(text) < 70 ? 2000 : 1900);

/** Fields of TO_DATE and TO_TIMESTAMP, longest first. */
const READERS: readonly Reader[] = [
  field("MONTH", /^[a-z]{3,9}/i, (text) => ({ month: month(text) })),
  field("HH24", /^\d{1,2}/, hour),
  field("HH12", /^\d{1,2}/, hour),
  field("YYYY", /^\d{1,4}/, (text) => ({ year: Number(text) })),
  field("A.M.", /^[ap]\.m\./i, isAfternoon),
  field("P.M.", /^[ap]\.m\./i, isAfternoon),
  field("DDD", /^\d{1,3}/, (text) => ({ dayOfYear: Number(text) })),
  field("DAY", /^[a-z]{3,9}/i, () => ({})),
  field("MON", /^[a-z]{3}/i, (text) => ({ month: month(text) })),
  field("DY", /^[a-z]{3}/i, () => ({})),
  field("HH", /^\d{1,2}/, hour),
  field("MI", /^\d{1,2}/, (text) => ({ minute: Number(text) })),
  field("SS", /^\d{1,2}/, (text) => ({ second: Number(text) })),
  field("MS", /^\d{1,3}/, (text) => ({ micros: Number(text.padEnd(3, "0")) * 1000 })),
  field("US", /^\d{1,6}/, (text) => ({ micros: Number(text.padEnd(6, "0")) })),
  field("AM", /^[ap]m/i, isAfternoon),
  field("PM", /^[ap]m/i, isAfternoon),
  field("YY", /^\d{2}/, (text) => ({ year: Number(text) + century(text) })),
  field("MM", /^\d{1,2}/, (text) => ({ month: Number(text) })),
  field("DD", /^\d{1,2}/, (text) => ({ day: Number(text) })),
];

/**
 * TO_DATE and TO_TIMESTAMP. A day or month out of range runs on into the next month or year, as PostgreSQL 8.0 had
 * it, unless `strict`. Throws 22007, 22008.
 */
export function parseMoment(text: string, format: string, { strict }: { strict: boolean }): string {
  const moment = read(text, format);
  const hours =
    moment.afternoon === undefined ? moment.hour : (moment.hour % 12) + (moment.afternoon ? 12 : 0);
  if (
    moment.month < 1 ||
    moment.month > 12 ||
    moment.day < 1 ||
    moment.day > 31 ||
    hours > 23 ||
    moment.minute > 59 ||
    moment.second > 59
  ) {
    throw new SqlError("22008", `date/time field value out of range: "${text}"`);
  }
  const day = moment.dayOfYear ?? moment.day;
  const date = new Date(
    Date.UTC(
      moment.year,
      moment.dayOfYear === undefined ? moment.month - 1 : 0,
      day,
      hours,
      moment.minute,
      moment.second,
    ),
  );
  if (strict && moment.dayOfYear === undefined && date.getUTCDate() !== moment.day) {
    throw new SqlError("22008", `date/time field value out of range: "${text}"`);
  }
  const fraction = moment.micros === 0 ? "" : `.${String(moment.micros).padStart(6, "0")}`;
  return date.toISOString().slice(0, 19).replace("T", " ") + fraction;
}

function read(text: string, format: string): Moment {
  const moment: Moment = {
    year: 1,
    month: 1,
    day: 1,
    hour: 0,
    minute: 0,
    second: 0,
    micros: 0,
    afternoon: undefined,
    dayOfYear: undefined,
  };
  let rest = text.trim();
  let at = 0;
  while (at < format.length && rest !== "") {
    const reader = READERS.find(([name]) => format.slice(at, at + name.length).toUpperCase() === name);
    if (reader === undefined) {
      if (/[a-z]/i.test(format[at] as string) && format[at] !== "T")
        throw unsupported(`the format "${format.slice(at)}"`);
      rest = rest.slice(1);
      at += 1;
      continue;
    }
    const [name, pattern, set] = reader;
    rest = rest.replace(/^\s+/, "");
    const fixed = name === "YYYY" && /^\d{5,}/.test(rest) ? /^\d{4}/ : pattern;
    const match = fixed.exec(rest);
    if (match === null) throw new SqlError("22007", `invalid value "${rest}" for "${name}" in source string`);
    set(moment, match[0]);
    rest = rest.slice(match[0].length);
    at += name.length;
  }
  return moment;
}
