const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** 6,820 for 6820 or "6820"; a dash for null. */
export function number(value: number | string | null): string {
  return value === null ? "–" : whole.format(Number(value));
}

/** `30 Nov 2018` for a timestamp or date as the warehouse writes it. */
export function day(timestamp: string): string {
  const [year, month, date] = timestamp.slice(0, 10).split("-").map(Number);
  return `${date} ${months[(month ?? 1) - 1]} ${year}`;
}

/** `30 Nov 2018, 23:54`, UTC. */
export function minute(timestamp: string): string {
  return `${day(timestamp)}, ${timestamp.slice(11, 16)}`;
}

/** Milliseconds as people say it: `840 ms`, `3.2 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** Bytes as people say it: `3.9 MB`. */
export function bytes(count: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  const power = count < 1000 ? 0 : Math.min(Math.floor(Math.log10(count) / 3), units.length - 1);
  return `${whole.format(count / 1000 ** power)} ${units[power]}`;
}

/** `3 minutes`, the largest unit alone, for a span in milliseconds. */
export function span(ms: number): string {
  const units: readonly [name: string, ms: number][] = [
    ["year", 31_557_600_000],
    ["day", 86_400_000],
    ["hour", 3_600_000],
    ["minute", 60_000],
    ["second", 1000],
  ];
  const [name, size] = units.find(([, least]) => ms >= least) ?? ["second", 1000];
  const count = Math.max(0, Math.floor(ms / size));
  return `${whole.format(count)} ${name}${count === 1 ? "" : "s"}`;
}

/** A moment in milliseconds for a timestamp as the warehouse writes it, which is UTC. */
export function momentOf(timestamp: string): number {
  return Date.parse(`${timestamp.replace(" ", "T")}Z`);
}

/** `plays before` for `plays_before`. */
export function words(name: string): string {
  return name.replaceAll("_", " ");
}
