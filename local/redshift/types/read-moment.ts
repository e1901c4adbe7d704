/** A date, time or both, as a literal spells them; the engine's own spelling comes back. */
export interface Moment {
  /** yyyy-mm-dd; undefined for a time alone. */
  date: string | undefined;
  /** hh:mm:ss[.ffffff] */
  time: string | undefined;
  /** "+hh:mm", or a zone's name. */
  zone: string | undefined;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*([ap]m)?\s*(.*)$/i;
const ZONE = /^(?:z|utc|gmt|[+-]\d{1,2}(?::?\d{2})?|[a-z][a-z_/+-]*\d*)$/i;

/** Reads what Redshift's default datestyle (ISO, MDY) takes. Undefined for anything else, or for a 31 February. */
export function readMoment(text: string): Moment | undefined {
  const trimmed = text.trim();
  const { date, rest } = readDate(trimmed);
  if (date === undefined && !CLOCK.test(trimmed)) return undefined;
  const remainder = rest.replace(/^T(?=\d)/i, "").trim();
  if (remainder === "") return date === undefined ? undefined : { date, time: undefined, zone: undefined };
  const clock = CLOCK.exec(remainder);
  if (clock === null) {
    return ZONE.test(remainder) ? { date, time: undefined, zone: zoneOf(remainder) } : undefined;
  }
  return readClock(date, clock);
}

function readClock(date: string | undefined, clock: RegExpExecArray): Moment | undefined {
  const [, hourText = "", minute = "", second = "00", fraction = "", half = "", zone = ""] = clock;
  let hour = Number(hourText);
  if (half !== "") hour = (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
  if (hour > 24 || Number(minute) > 59 || Number(second) > 60) return undefined;
  if (zone !== "" && !ZONE.test(zone)) return undefined;
  const micros = fraction === "" ? "" : `.${roundMicros(fraction)}`;
  const time = `${String(hour).padStart(2, "0")}:${minute}:${second}${micros}`;
  return { date, time, zone: zone === "" ? undefined : zoneOf(zone) };
}

function roundMicros(fraction: string): string {
  return fraction.slice(0, 6).padEnd(6, "0");
}

function zoneOf(text: string): string {
  const lower = text.toLowerCase();
  if (lower === "z" || lower === "utc" || lower === "gmt") return "+00:00";
  const offset = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(text);
  if (offset === null) return text;
  return `${offset[1]}${(offset[2] as string).padStart(2, "0")}:${offset[3] ?? "00"}`;
}

const DATES: readonly { pattern: RegExp; parts: readonly ("y" | "m" | "d")[] }[] = [
  { pattern: /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/, parts: ["y", "m", "d"] },
  { pattern: /^(\d{4})(\d{2})(\d{2})(?!\d)/, parts: ["y", "m", "d"] },
  { pattern: /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)/, parts: ["m", "d", "y"] },
  { pattern: /^([a-z]{3,9})\.?[ -](\d{1,2}),?[ -](\d{4})/i, parts: ["m", "d", "y"] },
  { pattern: /^(\d{1,2})[ -]([a-z]{3,9})[ -](\d{4})/i, parts: ["d", "m", "y"] },
  { pattern: /^(\d{4})[ -]([a-z]{3,9})[ -](\d{1,2})/i, parts: ["y", "m", "d"] },
];

function readDate(text: string): { date: string | undefined; rest: string } {
  for (const { pattern, parts } of DATES) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const part = (name: "y" | "m" | "d") => match[parts.indexOf(name) + 1] as string;
    const date = makeDate(part("y"), monthOf(part("m")), Number(part("d")));
    return { date, rest: date === undefined ? "" : text.slice(match[0].length) };
  }
  return { date: undefined, rest: text };
}

function monthOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  return MONTHS.indexOf(text.slice(0, 3).toLowerCase()) + 1;
}

function makeDate(yearText: string, month: number, day: number): string | undefined {
  let year = Number(yearText);
  if (yearText.length === 2) year += year < 70 ? 2000 : 1900;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year === 0) return undefined;
  const pad = (value: number, width: number) => String(value).padStart(width, "0");
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}
