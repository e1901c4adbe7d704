import { unsupported } from "../syntax/cursor.ts";

const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const ROMAN = "I II III IV V VI VII VIII IX X XI XII".split(" ");

interface Parts {
  date: Date;
  micros: number;
}

type Field = (parts: Parts) => string;

const pad = (value: number, width: number) => String(value).padStart(width, "0");
const year = ({ date }: Parts) => date.getUTCFullYear();
const hour = ({ date }: Parts) => date.getUTCHours();
const half: Field = (parts) => (hour(parts) < 12 ? "AM" : "PM");
const hour12: Field = (parts) => pad(hour(parts) % 12 || 12, 2);
const weekday = ({ date }: Parts) => date.getUTCDay();
const isoWeekday = (parts: Parts) => weekday(parts) || 7;
const monthName = ({ date }: Parts) => MONTHS[date.getUTCMonth()] as string;
const dayName = (parts: Parts) => DAYS[weekday(parts)] as string;

function dayOfYear({ date }: Parts): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
}

/** The Thursday of the moment's week, whose year is the ISO year. */
function thursday(parts: Parts): Parts {
  const date = new Date(parts.date.getTime() + (4 - isoWeekday(parts)) * 86_400_000);
  return { ...parts, date };
}

/** https://docs.aws.amazon.com/redshift/latest/dg/r_FORMAT_strings.html, longest first */
const FIELDS: readonly (readonly [string, Field])[] = [
  ["Y,YYY", (parts) => year(parts).toLocaleString("en-US").padStart(5, "0")],
  ["HH24", (parts) => pad(hour(parts), 2)],
  ["HH12", hour12],
  [
    "SSSS",
    (parts) => String(hour(parts) * 3600 + parts.date.getUTCMinutes() * 60 + parts.date.getUTCSeconds()),
  ],
  ["IYYY", (parts) => pad(year(thursday(parts)), 4)],
  ["YYYY", (parts) => pad(year(parts), 4)],
  ["MONTH", (parts) => monthName(parts).toUpperCase().padEnd(9)],
  ["Month", (parts) => monthName(parts).padEnd(9)],
  ["month", (parts) => monthName(parts).toLowerCase().padEnd(9)],
  ["A.M.", (parts) => (hour(parts) < 12 ? "A.M." : "P.M.")],
  ["P.M.", (parts) => (hour(parts) < 12 ? "A.M." : "P.M.")],
  ["a.m.", (parts) => (hour(parts) < 12 ? "a.m." : "p.m.")],
  ["p.m.", (parts) => (hour(parts) < 12 ? "a.m." : "p.m.")],
  ["IYY", (parts) => pad(year(thursday(parts)) % 1000, 3)],
  ["YYY", (parts) => pad(year(parts) % 1000, 3)],
  ["DDD", (parts) => pad(dayOfYear(parts), 3)],
  ["DAY", (parts) => dayName(parts).toUpperCase().padEnd(9)],
  ["Day", (parts) => dayName(parts).padEnd(9)],
  ["day", (parts) => dayName(parts).toLowerCase().padEnd(9)],
  ["MON", (parts) => monthName(parts).slice(0, 3).toUpperCase()],
  ["Mon", (parts) => monthName(parts).slice(0, 3)],
  ["mon", (parts) => monthName(parts).slice(0, 3).toLowerCase()],
  ["HH", hour12],
  ["MI", ({ date }) => pad(date.getUTCMinutes(), 2)],
  ["SS", ({ date }) => pad(date.getUTCSeconds(), 2)],
  ["MS", ({ micros }) => pad(Math.floor(micros / 1000), 3)],
  ["US", ({ micros }) => pad(micros, 6)],
  ["AM", half],
  ["PM", half],
  ["am", (parts) => half(parts).toLowerCase()],
  ["pm", (parts) => half(parts).toLowerCase()],
  ["CC", (parts) => pad(Math.ceil(year(parts) / 100), 2)],
  ["YY", (parts) => pad(year(parts) % 100, 2)],
  ["IY", (parts) => pad(year(thursday(parts)) % 100, 2)],
  ["MM", ({ date }) => pad(date.getUTCMonth() + 1, 2)],
  ["RM", ({ date }) => (ROMAN[date.getUTCMonth()] as string).padEnd(4)],
  ["DD", ({ date }) => pad(date.getUTCDate(), 2)],
  ["DY", (parts) => dayName(parts).slice(0, 3).toUpperCase()],
  ["Dy", (parts) => dayName(parts).slice(0, 3)],
  ["dy", (parts) => dayName(parts).slice(0, 3).toLowerCase()],
  ["ID", (parts) => String(isoWeekday(parts))],
  ["IW", (parts) => pad(Math.ceil(dayOfYear(thursday(parts)) / 7), 2)],
  ["WW", (parts) => pad(Math.ceil(dayOfYear(parts) / 7), 2)],
  ["J", ({ date }) => String(Math.floor(date.getTime() / 86_400_000) + 2440588)],
  ["D", (parts) => String(weekday(parts) + 1)],
  ["W", ({ date }) => String(Math.ceil(date.getUTCDate() / 7))],
  ["Q", ({ date }) => String(Math.floor(date.getUTCMonth() / 3) + 1)],
  ["Y", (parts) => String(year(parts) % 10)],
];

/** TO_CHAR of a timestamp, given as the engine prints it. */
export function formatMoment(text: string, format: string): string {
  const parts = partsOf(text);
  let result = "";
  for (let at = 0; at < format.length; ) {
    if (format[at] === '"') {
      const close = format.indexOf('"', at + 1);
      result += format.slice(at + 1, close < 0 ? undefined : close);
      at = close < 0 ? format.length : close + 1;
      continue;
    }
    if (/^(FM|TZ|tz|TH|th|SP|BC|AD|OF)/.test(format.slice(at))) {
      throw unsupported(`TO_CHAR's ${format.slice(at, at + 2)}`);
    }
    const field = fieldAt(format, at);
    result += field === undefined ? format[at] : field[1](parts);
    at += field === undefined ? 1 : field[0].length;
  }
  return result;
}

/** A field by its exact spelling, or, where case tells nothing, by its letters. */
function fieldAt(format: string, at: number): readonly [string, Field] | undefined {
  return FIELDS.find(([name]) => {
    const text = format.slice(at, at + name.length);
    return text === name || (text.toUpperCase() === name && !/^(MON|DAY|DY|AM|PM|A\.M\.|P\.M\.)/.test(name));
  });
}

function partsOf(text: string): Parts {
  const match = /^(\d+)-(\d\d)-(\d\d)(?: (\d\d):(\d\d):(\d\d)(?:\.(\d+))?)?/.exec(text);
  if (match === null) throw unsupported(`TO_CHAR of ${text}`);
  const [, y, m, d, h = "0", mi = "0", s = "0", fraction = ""] = match;
  const date = new Date(Date.UTC(Number(y), Number(m) - 1, Number(d), Number(h), Number(mi), Number(s)));
  return { date, micros: Number(fraction.padEnd(6, "0")) };
}
