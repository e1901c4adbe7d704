import { DuckDBInstance } from "@duckdb/node-api";
import { cancelled } from "./cancelled.ts";

/** An engine of COPY's own, to look at files with: what fails there leaves the session's transaction alone. */
export interface ScratchEngine {
  /** Rows as JavaScript values; a BIGINT is a bigint. Rejects with the engine's own error, or as `signal` says. */
  rows(sql: string): Promise<unknown[][]>;
}

const INTERRUPT_EVERY_MS = 20;

export async function withScratchEngine<Result>(
  signal: AbortSignal,
  use: (engine: ScratchEngine) => Promise<Result>,
): Promise<Result> {
  const instance = await DuckDBInstance.create(":memory:", { preserve_insertion_order: "false" });
  const connection = await instance.connect();
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
    instance.closeSync();
  }
}
