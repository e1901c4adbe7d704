import type { StarRows } from "./record-run.ts";

/** What a run did: the fields of its last log line. */
export interface RunSummary {
  status: "committed" | "nothing new";
  files: number;
  parts: number;
  /** Bytes of the objects loaded. */
  bytes: number;
  stagedEvents: number;
  stagedSongs: number;
  /** Objects that were left out and noted in etl_rejects. */
  rejected: number;
  /** Rows that the star tables held when the run ended. */
  rows: StarRows;
  /** Time of the newest event in the warehouse, as ISO 8601 in UTC; undefined while there is none. */
  newestEvent: string | undefined;
  checks: { passed: number; failed: number; warned: number };
}
