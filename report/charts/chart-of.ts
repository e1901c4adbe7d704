import type { TopLevelSpec } from "vega-lite";
import { day } from "../page/format.ts";
import { actives } from "./actives.ts";
import { columns } from "./columns.ts";
import { ranking } from "./ranking.ts";
import type { ChartRow } from "./rows.ts";
import { scatter } from "./scatter.ts";
import { split } from "./split.ts";

type Chart = (rows: readonly ChartRow[], size: { width: number }) => TopLevelSpec;

const monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const genders: Readonly<Record<string, string>> = { F: "Women", M: "Men" };

/** The chart of a question of sql/analytics; a question without one is shown as a table alone. */
export const chartOf: Readonly<Record<string, Chart>> = {
  daily_actives: actives,
  known_songs: (rows) =>
    split(rows, { value: "plays", share: "share", label: (row) => capitalised(`${row.song} songs`) }),
  paid_conversions: (rows) =>
    ranking(rows, {
      value: "plays_before",
      label: (row) => `User ${row.user_id}, on ${day(String(row.paid_since))}`,
    }),
  plays_by_gender: (rows) =>
    split(rows, {
      value: "plays",
      share: "share",
      label: (row) => genders[String(row.gender)] ?? "Not given",
    }),
  plays_by_hour: (rows) =>
    columns(rows, {
      value: "plays",
      label: (row) => String(row.hour),
      isLabelled: (row) => Number(row.hour) % 3 === 0,
      title: "Hour of the day, UTC",
    }),
  plays_by_level: (rows) =>
    split(rows, { value: "plays", share: "share", label: (row) => capitalised(`${row.level} level`) }),
  plays_by_month: (rows) =>
    ranking(rows, {
      value: "plays",
      label: (row) => `${monthNames[Number(row.month) - 1]} ${row.year}`,
    }),
  plays_by_weekday: (rows) =>
    columns(fromMonday(rows), { value: "plays", label: (row) => String(row.name).slice(0, 3) }),
  session_lengths: (rows) =>
    columns(rows, {
      value: "sessions",
      label: (row) => String(row.minutes).replace(" to ", "–").replace(" and more", "+"),
      title: "Minutes from the first play to the last",
    }),
  sessions_per_user: (rows) =>
    scatter(rows, {
      x: { field: "sessions", title: "Sessions of a user" },
      y: { field: "average_minutes", title: "Average minutes" },
    }),
  top_artists: (rows) => ranking(rows, { value: "plays", label: (row) => String(row.artist_name) }),
  top_locations: (rows) => ranking(rows, { value: "plays", label: (row) => String(row.location) }),
  top_songs: (rows) =>
    ranking(rows, { value: "plays", label: (row) => `${row.song_title} · ${row.artist_name}` }),
  top_users: (rows) =>
    ranking(rows, { value: "plays", label: (row) => `User ${row.user_id}, ${row.level} level` }),
  user_agents: (rows) =>
    ranking(rows, { value: "plays", label: (row) => `${row.browser} on ${row.operating_system}` }),
};

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function fromMonday(rows: readonly ChartRow[]): ChartRow[] {
  const place = ({ weekday }: ChartRow) => (Number(weekday) + 6) % 7;
  return [...rows].sort((one, two) => place(one) - place(two));
}
