import { number } from "../page/format.ts";
import type { ChartRow } from "./rows.ts";

const genders: Readonly<Record<string, string>> = { F: "women", M: "men" };

type Takeaway = (rows: readonly ChartRow[]) => string;

/** What a person should keep of an answer that has rows, in a sentence. */
export const takeawayOf: Readonly<Record<string, Takeaway>> = {
  daily_actives: (rows) => {
    const day = most(rows, "daily");
    return `Most users on one day: ${number(cell(day, "daily"))}. On the last day ${number(cell(last(rows), "stickiness"))}\u00a0% of the month's users were there.`;
  },
  known_songs: (rows) => {
    const share = rows.find(({ song }) => song === "known")?.share ?? 0;
    return `A song file tells of ${number(share)}\u00a0% of the plays. The others are counted by the names they carry.`;
  },
  paid_conversions: (rows) =>
    `${number(rows.length)} ${rows.length === 1 ? "user" : "users"} went from free to paid. The bar is the number of plays before.`,
  plays_by_gender: (rows) =>
    `Plays a listener: ${rows.map((row) => `${number(cell(row, "plays_per_listener"))} for ${genders[String(row.gender)] ?? "others"}`).join(", ")}.`,
  plays_by_hour: (rows) => `The busiest hour begins at ${cell(most(rows, "plays"), "hour")}:00 UTC.`,
  plays_by_level: (rows) =>
    `${rows.map((row) => `${number(cell(row, "listeners"))} listeners on ${row.level}`).join(", ")}. Who changed counts for both.`,
  plays_by_month: (rows) => {
    const newest = last(rows);
    return `${number(cell(newest, "listeners"))} listeners in the last month, ${number(cell(newest, "new_listeners"))} of them new.`;
  },
  plays_by_weekday: (rows) => `The busiest day is ${cell(most(rows, "plays"), "name")}.`,
  session_lengths: ([first]) =>
    `${number(cell(first, "share"))}\u00a0% of the sessions end within ${String(first?.minutes).replace(/^.* to /, "")} minutes.`,
  sessions_per_user: (rows) =>
    `${number(cell(most(rows, "sessions"), "sessions"))} sessions at most; the longest took ${number(cell(most(rows, "longest_minutes"), "longest_minutes"))} minutes.`,
};

function most(rows: readonly ChartRow[], field: string): ChartRow | undefined {
  return rows.reduce<ChartRow | undefined>(
    (best, row) => (best === undefined || Number(row[field]) > Number(best[field]) ? row : best),
    undefined,
  );
}

function last(rows: readonly ChartRow[]): ChartRow | undefined {
  return rows.at(-1);
}

function cell(row: ChartRow | undefined, field: string): string | number | null {
  return row?.[field] ?? null;
}
