import type { AnalystQuestion } from "../../analytics/read-questions.ts";
import type { Answer } from "../../job/src/query/answer.ts";

/** A table of the warehouse as its catalogue describes it. */
export interface CatalogueTable {
  name: string;
  columns: readonly CatalogueColumn[];
  primaryKey: readonly string[];
  foreignKeys: readonly ForeignKey[];
}

export interface CatalogueColumn {
  name: string;
  /** As in `create table`: `varchar(512)`. */
  type: string;
  isNullable: boolean;
}

export interface ForeignKey {
  column: string;
  table: string;
  referenced: string;
}

export interface TableSize {
  name: string;
  /** Null where the warehouse does not tell, as the size. */
  rows: number | null;
  megabytes: number | null;
}

/** A run of the job, newest first in lists. */
export interface Run {
  runId: string;
  startedAt: string;
  finishedAt: string;
  status: string;
  files: number | null;
  parts: number | null;
  bytes: number | null;
  stagedEvents: number | null;
  stagedSongs: number | null;
  version: string;
  error: string | null;
  steps: readonly Step[];
  checks: readonly Check[];
}

export interface Step {
  name: string;
  startedAt: string;
  ms: number;
  rows: number | null;
  /** What else the step has to say: files, bytes, parts. */
  notes: Readonly<Record<string, unknown>>;
}

export interface Check {
  name: string;
  severity: string;
  offendingRows: number;
}

/** All that the page shows. Timestamps are texts as the warehouse writes them, in UTC. */
export interface ReportData {
  /** When it was collected. */
  madeAt: Date;
  host: string;
  database: string;
  sizes: readonly TableSize[];
  /** First and last moment of a play; null in an empty warehouse. */
  firstPlay: string | null;
  lastPlay: string | null;
  /** Users with a play. */
  listeners: number;
  runs: readonly Run[];
  catalogue: readonly CatalogueTable[];
  questions: readonly { question: AnalystQuestion; answer: Answer }[];
  /** What each check proves, by its name. */
  proofs: Readonly<Record<string, string>>;
}
