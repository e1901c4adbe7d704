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

/** Fields of TO_DATE and TO_TIMESTAMP, longest first. */
const READERS: readonly Reader[] = [
  ["HH24", /^\d{1,2}/, (moment, text) => void (moment.hour = Number(text))],
  ["HH12", /^\d{1,2}/, (moment, text) => void (moment.hour = Number(text))],
  ["YYYY", /^\d{1,4}/, (moment, text) => void (moment.year = Number(text))],
  ["MONTH", /^[a-z]{3,9}/i, (moment, text) => void (moment.month = month(text))],
  ["A.M.", /^[ap]\.m\./i, (moment, text) => void (moment.afternoon = /^p/i.test(text))],
  ["P.M.", /^[ap]\.m\./i, (moment, text) => void (moment.afternoon = /^p/i.test(text))],
  ["DDD", /^\d{1,3}/, (moment, text) => void (moment.dayOfYear = Number(text))],
  ["DAY", /^[a-z]{3,9}/i, () => undefined],
  ["MON", /^[a-z]{3}/i, (moment, text) => void (moment.month = month(text))],
  ["DY", /^[a-z]{3}/i, () => undefined],
  ["HH", /^\d{1,2}/, (moment, text) => void (moment.hour = Number(text))],
  ["MI", /^\d{1,2}/, (moment, text) => void (moment.minute = Number(text))],
  ["SS", /^\d{1,2}/, (moment, text) => void (moment.second = Number(text))],
  ["MS", /^\d{1,3}/, (moment, text) => void (moment.micros = Number(text.padEnd(3, "0")) * 1000)],
  ["US", /^\d{1,6}/, (moment, text) => void (moment.micros = Number(text.padEnd(6, "0")))],
  ["AM", /^[ap]m/i, (moment, text) => void (moment.afternoon = /^p/i.test(text))],
  ["PM", /^[ap]m/i, (moment, text) => void (moment.afternoon = /^p/i.test(text))],
  ["YY", /^\d{2}/, (moment, text) => void (moment.year = Number(text) + (Number(text) < 70 ? 2000 : 1900))],
  ["MM", /^\d{1,2}/, (moment, text) => void (moment.month = Number(text))],
  ["DD", /^\d{1,2}/, (moment, text) => void (moment.day = Number(text))],
];

/**
 * TO_DATE and TO_TIMESTAMP. A day or month out of range runs on into the next month or year, as PostgreSQL 8.0 had
 * it, unless `strict`. Throws 22007, 22008.
 */
export function parseMoment(text: string, format: string, { strict }: { strict: boolean }): string {
  const moment = read(text, format);
  let { hour } = moment;
  if (moment.afternoon !== undefined) hour = (hour % 12) + (moment.afternoon ? 12 : 0);
  if (
    moment.month < 1 ||
    moment.month > 12 ||
    moment.day < 1 ||
    moment.day > 31 ||
    hour > 23 ||
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
      hour,
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
    const reader = READERS.find(([field]) => format.slice(at, at + field.length).toUpperCase() === field);
    if (reader === undefined) {
      if (/[a-z]/i.test(format[at] as string) && format[at] !== "T")
        throw unsupported(`the format "${format.slice(at)}"`);
      rest = rest.slice(1);
      at += 1;
      continue;
    }
    const [field, pattern, set] = reader;
    rest = rest.replace(/^\s+/, "");
    const fixed = field === "YYYY" && /^\d{5,}/.test(rest) ? /^\d{4}/ : pattern;
    const match = fixed.exec(rest);
    if (match === null)
      throw new SqlError("22007", `invalid value "${rest}" for "${field}" in source string`);
    set(moment, match[0]);
    rest = rest.slice(match[0].length);
    at += field.length;
  }
  return moment;
}
