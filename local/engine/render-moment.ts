const DAY_MS = 86_400_000;
const PAD2 = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, "0"));

/** Days since 1970-01-01 as yyyy-mm-dd; years before the first end in " BC". */
export function renderDate(days: number): string {
  const { text, suffix } = civil(days);
  return text + suffix;
}

/** Algorithm "civil_from_days" of Howard Hinnant: no Date object for each of a million rows. */
function civil(days: number): { text: string; suffix: string } {
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const shown = year > 0 ? year : 1 - year;
  const text = `${String(shown).padStart(4, "0")}-${PAD2[month]}-${PAD2[day]}`;
  return { text, suffix: year > 0 ? "" : " BC" };
}

/** Microseconds of a day as hh:mm:ss[.ffffff], without zeros at the end. */
export function renderTime(micros: number): string {
  const seconds = Math.floor(micros / 1e6);
  const fraction = micros - seconds * 1e6;
  const clock = `${PAD2[Math.floor(seconds / 3600)]}:${PAD2[Math.floor(seconds / 60) % 60]}:${PAD2[seconds % 60]}`;
  return fraction === 0 ? clock : `${clock}.${String(fraction).padStart(6, "0").replace(/0+$/, "")}`;
}

/** Microseconds since 1970 as "2018-11-01 20:57:10.796". */
export function renderTimestamp(micros: bigint): string {
  const { text, suffix } = split(micros);
  return text + suffix;
}

function split(micros: bigint): { text: string; suffix: string } {
  const ms = Number(micros / 1000n);
  const rest = Number(micros % 1000n);
  const days = Math.floor((rest < 0 ? ms - 1 : ms) / DAY_MS);
  const ofDay = (ms - days * DAY_MS) * 1000 + rest;
  const { text, suffix } = civil(days);
  return { text: `${text} ${renderTime(ofDay)}`, suffix };
}

/** The same moment as clocks in a zone show it, with their distance from UTC: "2018-11-01 20:57:10.796+00". */
export function renderTimestampTz(micros: bigint, zone: string): string {
  const offset = zone === "UTC" ? 0 : offsetMinutes(Number(micros / 1000n), zone);
  const { text, suffix } = split(micros + BigInt(offset) * 60_000_000n);
  return `${text}${renderOffset(offset)}${suffix}`;
}

export function renderOffset(minutes: number): string {
  const distance = Math.abs(minutes);
  const tail = distance % 60 === 0 ? "" : `:${PAD2[distance % 60]}`;
  return `${minutes < 0 ? "-" : "+"}${PAD2[Math.floor(distance / 60)]}${tail}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetMinutes(ms: number, zone: string): number {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
    formats.set(zone, format);
  }
  const name = format.formatToParts(ms).find((part) => part.type === "timeZoneName")?.value ?? "";
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name);
  if (match === null) return 0;
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}

/** "1 year 2 mons 3 days 04:05:06.5", each part only where it is not zero. */
export function renderInterval(months: number, days: number, micros: bigint): string {
  const parts = [unit(Math.trunc(months / 12), "year"), unit(months % 12, "mon"), unit(days, "day")].filter(
    (part) => part !== "",
  );
  if (micros !== 0n || parts.length === 0) parts.push(renderClock(micros));
  return parts.join(" ");
}

function unit(count: number, name: string): string {
  return count === 0 ? "" : `${count} ${name}${count === 1 ? "" : "s"}`;
}

function renderClock(micros: bigint): string {
  const distance = micros < 0n ? -micros : micros;
  const hours = distance / 3_600_000_000n;
  const rest = renderTime(Number(distance % 3_600_000_000n)).slice(2);
  return `${micros < 0n ? "-" : ""}${String(hours).padStart(2, "0")}${rest}`;
}
