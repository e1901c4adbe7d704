import { SqlError } from "../../wire/database.ts";

const UNITS: Record<string, readonly [unit: string, factor: number]> = {
  millennium: ["YEAR", 1000],
  mil: ["YEAR", 1000],
  century: ["YEAR", 100],
  cent: ["YEAR", 100],
  decade: ["YEAR", 10],
  dec: ["YEAR", 10],
  year: ["YEAR", 1],
  yr: ["YEAR", 1],
  y: ["YEAR", 1],
  quarter: ["MONTH", 3],
  qtr: ["MONTH", 3],
  month: ["MONTH", 1],
  mon: ["MONTH", 1],
  week: ["DAY", 7],
  w: ["DAY", 7],
  day: ["DAY", 1],
  d: ["DAY", 1],
  hour: ["HOUR", 1],
  hr: ["HOUR", 1],
  h: ["HOUR", 1],
  minute: ["MINUTE", 1],
  min: ["MINUTE", 1],
  m: ["MINUTE", 1],
  second: ["SECOND", 1],
  sec: ["SECOND", 1],
  s: ["SECOND", 1],
  millisecond: ["MILLISECOND", 1],
  msec: ["MILLISECOND", 1],
  ms: ["MILLISECOND", 1],
  microsecond: ["MICROSECOND", 1],
  usec: ["MICROSECOND", 1],
};

/** An interval literal ('1 year 2 months', '52 weeks', '2:30') in the engine's SQL. Throws 22007. */
export function intervalSql(text: string, unit: string | undefined, at: number): string {
  const parts = readParts(text.trim().toLowerCase(), unit);
  if (parts === undefined || parts.length === 0) {
    throw new SqlError("22007", `invalid input syntax for type interval: "${text}"`, { position: at + 1 });
  }
  return `(${parts.join(" + ")})`;
}

function readParts(text: string, unit: string | undefined): string[] | undefined {
  const parts: string[] = [];
  let rest = text.replace(/^@\s*/, "");
  const ago = /\sago$/.test(rest);
  if (ago) rest = rest.replace(/\s+ago$/, "");
  while (rest !== "") {
    const clock = /^([+-]?)(\d{1,4}):(\d{2})(?::(\d{2}(?:\.\d+)?))?/.exec(rest);
    const amount = /^([+-]?\d+(?:\.\d+)?)\s*([a-z]*)/.exec(rest);
    if (clock !== null) parts.push(clockPart(clock));
    else if (amount !== null) {
      const part = amountPart(amount, unit);
      if (part === undefined) return undefined;
      parts.push(part);
    } else return undefined;
    rest = rest.slice((clock ?? (amount as RegExpExecArray))[0].length).replace(/^[\s,]+/, "");
  }
  return ago ? parts.map((part) => `(-${part})`) : parts;
}

function clockPart([, sign, hours, minutes, seconds = "0"]: RegExpExecArray): string {
  const micros = (Number(hours) * 3600 + Number(minutes) * 60) * 1e6 + Math.round(Number(seconds) * 1e6);
  return `to_microseconds(${sign === "-" ? -micros : micros})`;
}

function amountPart([, amount, word]: RegExpExecArray, unit: string | undefined): string | undefined {
  const name = word === "" ? (unit?.split(" ")[0] ?? "second") : (word as string);
  const known = UNITS[name] ?? UNITS[name.replace(/s$/, "")];
  if (known === undefined) return undefined;
  const [engineUnit, factor] = known;
  const value = Number(amount) * factor;
  if (Number.isInteger(value)) return `INTERVAL (${value}) ${engineUnit}`;
  return fractionPart(value, engineUnit);
}

/** Fractions spill into the smaller units: '1.5 days' is a day and 12 hours. */
function fractionPart(value: number, unit: string): string | undefined {
  const micros: Record<string, number> = {
    DAY: 86_400e6,
    HOUR: 3600e6,
    MINUTE: 60e6,
    SECOND: 1e6,
    MILLISECOND: 1000,
    MICROSECOND: 1,
  };
  const factor = micros[unit];
  if (factor === undefined) return undefined;
  if (unit !== "DAY") return `to_microseconds(${Math.round(value * factor)})`;
  const days = Math.trunc(value);
  return `INTERVAL (${days}) DAY + to_microseconds(${Math.round((value - days) * factor)})`;
}
