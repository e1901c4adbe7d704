/** An AWS cron expression, taken apart. Times are wall clock times of whatever zone the expression is meant for. */
export interface Cron {
  minutes: readonly number[];
  hours: readonly number[];
  /** Whether it runs on the UTC calendar day of `day`. */
  runsOn(day: Date): boolean;
}

interface Field {
  name: string;
  from: number;
  to: number;
  names?: readonly string[];
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const minute: Field = { name: "minutes", from: 0, to: 59 };
const hour: Field = { name: "hours", from: 0, to: 23 };
const dayOfMonth: Field = { name: "day-of-month", from: 1, to: 31 };
const month: Field = { name: "month", from: 1, to: 12, names: months };
const dayOfWeek: Field = { name: "day-of-week", from: 1, to: 7, names: weekdays };
const year: Field = { name: "year", from: 1970, to: 2199 };

const msPerDay = 86_400_000;

/**
 * Parses `cron(minutes hours day-of-month month day-of-week year)` as EventBridge Scheduler and Redshift's scheduled
 * actions take it, with `L`, `W` and `#`. Throws an Error whose message says what is wrong.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 */
export function parseCron(expression: string): Cron {
  const fields = /^cron\((.*)\)$/.exec(expression)?.[1]?.trim().split(/\s+/) ?? [];
  if (fields.length !== 6) {
    throw new Error("write six fields, cron(minutes hours day-of-month month day-of-week year)");
  }
  const [minutes, hours, monthDay, monthOfYear, weekDay, years] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  if ((monthDay === "?") === (weekDay === "?")) {
    throw new Error("write ? for exactly one of day-of-month and day-of-week");
  }
  const inMonth = numbers(monthOfYear, month);
  const inYear = numbers(years, year);
  const onDay = weekDay === "?" ? monthDayRule(monthDay) : weekDayRule(weekDay);
  return {
    minutes: numbers(minutes, minute),
    hours: numbers(hours, hour),
    runsOn: (day) =>
      inYear.includes(day.getUTCFullYear()) && inMonth.includes(day.getUTCMonth() + 1) && onDay(day),
  };
}

/** Minutes since the epoch at which it runs, ascending, on `days` days from `from` on. */
export function runTimes(cron: Cron, { from, days }: { from: Date; days: number }): number[] {
  const midnight = Math.floor(from.getTime() / msPerDay) * msPerDay;
  return Array.from({ length: days }, (_, index) => new Date(midnight + index * msPerDay))
    .filter((day) => cron.runsOn(day))
    .flatMap((day) =>
      cron.hours.flatMap((hour) => cron.minutes.map((minute) => day.getTime() / 60_000 + hour * 60 + minute)),
    );
}

/** `1,5-9,20/10,MON` → the ascending numbers it stands for. */
function numbers(text: string, field: Field): number[] {
  const all = new Set(text.split(",").flatMap((item) => range(item, field)));
  return [...all].sort((a, b) => a - b);
}

function range(item: string, field: Field): number[] {
  const match = /^(?:(\*)|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(item);
  const step = Number(match?.[4] ?? 1);
  if (match === null || step === 0) throw new Error(`"${item}" is no value of ${field.name}`);
  const open = match[1] === "*" || match[4] !== undefined;
  const from = match[1] === "*" ? field.from : number(match[2] as string, field);
  const to = match[3] !== undefined ? number(match[3], field) : open ? field.to : from;
  if (to < from) throw new Error(`"${item}" of ${field.name} ends before it begins`);
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
}

function number(text: string, field: Field): number {
  const named = field.names?.indexOf(text.toUpperCase()) ?? -1;
  const value = named >= 0 ? named + field.from : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= field.from && value <= field.to) return value;
  throw new Error(`"${text}" is no value of ${field.name} (${field.from}-${field.to})`);
}

type DayRule = (day: Date) => boolean;

/** `L` is the month's last day, `15W` the weekday nearest to the 15th in the same month, `LW` the last weekday. */
function monthDayRule(text: string): DayRule {
  if (text === "L") return (day) => day.getUTCDate() === lastDate(day);
  if (text === "LW") return (day) => day.getUTCDate() === nearestWeekday(day, lastDate(day));
  if (/^\d+W$/.test(text)) {
    const date = number(text.slice(0, -1), dayOfMonth);
    return (day) => date <= lastDate(day) && day.getUTCDate() === nearestWeekday(day, date);
  }
  const dates = numbers(text, dayOfMonth);
  return (day) => dates.includes(day.getUTCDate());
}

/** `6L` is the month's last Friday, `6#3` its third one, `L` Saturday. */
function weekDayRule(text: string): DayRule {
  const is = (day: Date, weekday: number) => day.getUTCDay() + 1 === weekday;
  const special = /^(\w+?)(L|#([1-5]))$/.exec(text);
  if (special !== null) {
    const weekday = number(special[1] as string, dayOfWeek);
    const nth = Number(special[3]);
    return special[2] === "L"
      ? (day) => is(day, weekday) && day.getUTCDate() > lastDate(day) - 7
      : (day) => is(day, weekday) && Math.ceil(day.getUTCDate() / 7) === nth;
  }
  const days = numbers(text === "L" ? "7" : text, dayOfWeek);
  return (day) => days.includes(day.getUTCDay() + 1);
}

function lastDate(day: Date): number {
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
}

function nearestWeekday(day: Date, date: number): number {
  const weekday = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), date)).getUTCDay();
  if (weekday === 6) return date === 1 ? 3 : date - 1;
  if (weekday === 0) return date === lastDate(day) ? date - 2 : date + 1;
  return date;
}
