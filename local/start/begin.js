// JavaScript, like the programs' first files: to strip the types of what is loaded before the cache is open takes Node
// 30 ms, each time.
import { enableCompileCache } from "node:module";
import { join } from "node:path";

// The engine's threads. DuckDB's binding runs queries on libuv's thread pool, whose size is read once, at its first use;
// with the usual 4, 4 slow queries would stop the server for everybody. More queries than there are threads wait in line
// (engine/slots.ts), and 600 threads take 50 ms to start.
process.env.UV_THREADPOOL_SIZE ??= "128";

enableCompileCache(join(import.meta.dirname, "../../.local/compile-cache"));

/**
 * Loads a command and runs it with the command line's arguments. The command is loaded late because only modules
 * loaded after this read what was compiled once from the cache: a quarter of the CPU time of a start.
 *
 * @param {() => Promise<(args: readonly string[]) => Promise<number>>} load
 * @returns {Promise<never>}
 */
export async function begin(load) {
  try {
    const command = await load();
    process.exitCode = await command(process.argv.slice(2));
  } catch (error) {
    const { reportStartError } = await import("./report-start-error.ts");
    process.exitCode = reportStartError(error);
  }
  // All is closed. Without this Node would take its heap apart before it ends: 10 ms.
  process.exit();
}
