import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { stateFolder } from "./folders.ts";
import { reportStartError } from "./report-start-error.ts";

/** The threads of the engine's pool: more than the sessions that the wire admits. */
const THREADS = "600";

/**
 * Sets the process up, then loads the command and runs it with the command line's arguments. In this order because
 * both settings hold only for what comes after them: DuckDB's binding runs queries on libuv's thread pool, whose
 * size is read once, at its first use (with the usual 4, 4 slow queries would stop the server for everybody); and
 * modules compiled once are read from the cache (a quarter of the CPU time of a start).
 */
export async function begin(
  load: () => Promise<(args: readonly string[]) => Promise<number>>,
): Promise<void> {
  process.env.UV_THREADPOOL_SIZE ??= THREADS;
  enableCompileCache(join(stateFolder, "compile-cache"));
  try {
    const command = await load();
    process.exitCode = await command(process.argv.slice(2));
  } catch (error) {
    process.exitCode = reportStartError(error);
  }
}
