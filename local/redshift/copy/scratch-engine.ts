import { DuckDBInstance } from "@duckdb/node-api";
import { cancelled } from "./cancelled.ts";

/** An engine of COPY's own, to look at files with: what fails there leaves the session's transaction alone. */
export interface ScratchEngine {
  /** Rows as JavaScript values; a BIGINT is a bigint. Rejects with the engine's own error, or as `signal` says. */
  rows(sql: string): Promise<unknown[][]>;
}

const INTERRUPT_EVERY_MS = 20;

let shared: Promise<DuckDBInstance> | undefined;

/** One for the life of the process: to open it takes longer than to look at a small file. It holds no data. */
function sharedInstance(): Promise<DuckDBInstance> {
  shared ??= DuckDBInstance.create(":memory:", { preserve_insertion_order: "false" });
  return shared;
}

export async function withScratchEngine<Result>(
  signal: AbortSignal,
  use: (engine: ScratchEngine) => Promise<Result>,
): Promise<Result> {
  const connection = await (await sharedInstance()).connect();
  // An interrupt that comes before the query has begun is lost, so it is repeated while the query runs.
  const interrupts = setInterval(() => {
    if (signal.aborted) connection.interrupt();
  }, INTERRUPT_EVERY_MS);
  try {
    return await use({
      async rows(sql) {
        if (signal.aborted) throw cancelled(signal);
        try {
          return (await connection.runAndReadAll(sql)).getRows();
        } catch (error) {
          throw signal.aborted ? cancelled(signal) : error;
        }
      },
    });
  } finally {
    clearInterval(interrupts);
    connection.closeSync();
  }
}
