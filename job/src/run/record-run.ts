import type { Warehouse } from "../warehouse/warehouse.ts";
import type { CheckResult } from "./checks.ts";
import type { RunContext } from "./run-context.ts";
import type { StepRecord } from "./steps.ts";

/** Rows of the star tables. */
export interface StarRows {
  songplays: number;
  users: number;
  songs: number;
  artists: number;
  time: number;
}

/** One row of etl_runs but for what the run itself knows. */
export interface RunRecord {
  status: "committed" | "nothing new" | "failed" | "stopped";
  files?: number;
  parts?: number;
  bytes?: number;
  stagedEvents?: number;
  stagedSongs?: number;
  rows?: StarRows;
  checks?: readonly CheckResult[];
  error?: string;
}

/** Longest error text that etl_runs takes, in bytes. */
const errorBytes = 4096;

/** Writes the run, its steps so far and its checks to the etl_ tables. */
export async function recordRun(
  { warehouse, runId, startedAt, steps, version }: RunContext,
  { status, files, parts, bytes, stagedEvents, stagedSongs, rows, checks = [], error }: RunRecord,
): Promise<void> {
  await warehouse.query("ledger/run", [
    runId,
    utc(startedAt),
    utc(new Date()),
    status,
    files ?? null,
    parts ?? null,
    bytes ?? null,
    stagedEvents ?? null,
    stagedSongs ?? null,
    rows?.songplays ?? null,
    rows?.users ?? null,
    rows?.songs ?? null,
    rows?.artists ?? null,
    rows?.time ?? null,
    version,
    error === undefined ? null : cutText(error, errorBytes),
  ]);
  await warehouse.insert(
    "ledger/step",
    steps.finished.map((step, index) => stepRow(runId, { step, position: index + 1 })),
  );
  await warehouse.insert(
    "ledger/check",
    checks.map(({ name, severity, offendingRows }) => [runId, name, severity, offendingRows]),
  );
}

function stepRow(runId: string, { step, position }: { step: StepRecord; position: number }): unknown[] {
  const { name, startedAt, ms, rows, ...detail } = step;
  const others = Object.keys(detail).length > 0 ? JSON.stringify(detail) : null;
  return [runId, position, name, utc(startedAt), ms, rows ?? null, others];
}

/** A moment as text without zone: the driver would send the machine's own zone, and the columns are UTC. */
export function utc(moment: Date): string {
  return moment.toISOString().replace("T", " ").replace("Z", "");
}

/** The text, or as much of its beginning as a column of so many bytes takes. */
export function cutText(text: string, bytes: number): string {
  return Buffer.from(text)
    .subarray(0, bytes)
    .toString()
    .replace(/\uFFFD+$/, "");
}

/** What the star holds: rows per table, and the time of its newest event (ISO 8601, UTC). */
export async function readStar(
  warehouse: Warehouse,
): Promise<{ rows: StarRows; newestEvent: string | undefined }> {
  const [found = {}] = (await warehouse.run("ledger/star_rows")).rows;
  const { songplays, users, songs, artists, time, newest_event } = found;
  const rows = {
    songplays: Number(songplays),
    users: Number(users),
    songs: Number(songs),
    artists: Number(artists),
    time: Number(time),
  };
  return { rows, newestEvent: newest_event ? `${String(newest_event).replace(" ", "T")}Z` : undefined };
}
