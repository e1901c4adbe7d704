import type { Star } from "./star-rows.ts";

type Kind = "integer" | "double" | "text" | "timestamp";

/** The columns of the star in their order, with how their values are compared. */
export const starColumns = {
  songplays: {
    songplay_id: "integer",
    start_time: "timestamp",
    user_id: "integer",
    level: "text",
    song_id: "text",
    artist_id: "text",
    session_id: "integer",
    location: "text",
    user_agent: "text",
    item_in_session: "integer",
    song_title: "text",
    artist_name: "text",
    length: "double",
  },
  users: {
    user_id: "integer",
    first_name: "text",
    last_name: "text",
    gender: "text",
    level: "text",
    last_event_at: "timestamp",
    last_session_id: "integer",
    last_item_in_session: "integer",
  },
  songs: {
    song_id: "text",
    title: "text",
    artist_id: "text",
    year: "integer",
    duration: "double",
    artist_name: "text",
  },
  artists: {
    artist_id: "text",
    name: "text",
    location: "text",
    latitude: "double",
    longitude: "double",
  },
  time: {
    start_time: "timestamp",
    hour: "integer",
    day: "integer",
    week: "integer",
    month: "integer",
    year: "integer",
    weekday: "integer",
  },
} as const satisfies Record<keyof Star, Record<string, Kind>>;

/**
 * A line a row, sorted, to compare the rows of a table with those of another source, such as `pg`, which gives bigints
 * as text. Throws for a column that is missing or unknown, and for a Date: its time zone is pg's guess, so have pg give
 * timestamps as text.
 */
export function tableText(table: keyof Star, rows: readonly object[]): string[] {
  const columns = Object.entries<Kind>(starColumns[table]);
  return rows.map((row) => rowText(new Map(Object.entries(row)), columns)).sort();
}

function rowText(row: ReadonlyMap<string, unknown>, columns: readonly [string, Kind][]): string {
  const names = columns.map(([name]) => name);
  const [strange] = [...row.keys()].filter((name) => !names.includes(name));
  const [missing] = names.filter((name) => !row.has(name));
  if (strange ?? missing) throw new Error(`Column "${strange ?? missing}" is only on one side`);
  return JSON.stringify(columns.map(([name, kind]) => valueText(row.get(name), kind)));
}

function valueText(value: unknown, kind: Kind): string | null {
  if (value === null) return null;
  const isText = typeof value === "string";
  if (kind === "text" && isText) return value;
  if (kind === "timestamp" && isText) return timestampText(value);
  if (kind === "integer" && (isText || typeof value === "number")) return String(BigInt(value));
  if (kind === "double" && (isText || typeof value === "number")) return String(Number(value));
  throw new Error(`A ${kind} cannot be a ${value instanceof Date ? "Date" : typeof value}`);
}

/** Milliseconds as three digits, however many the source writes. */
function timestampText(text: string): string {
  const [seconds = "", fraction = ""] = text.split(".");
  return `${seconds}.${fraction.padEnd(3, "0")}`;
}
