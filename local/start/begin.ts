import "./thread-pool.ts";
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { stateFolder } from "./folders.ts";
import { reportStartError } from "./report-start-error.ts";

/**
 * Loads a command and runs it with the command line's arguments. The command is loaded late because only modules
 * loaded after this read what was compiled once from the cache: a quarter of the CPU time of a start.
 */
export async function begin(
  load: () => Promise<(args: readonly string[]) => Promise<number>>,
): Promise<void> {
  enableCompileCache(join(stateFolder, "compile-cache"));
  try {
    const command = await load();
    process.exitCode = await command(process.argv.slice(2));
  } catch (error) {
    process.exitCode = reportStartError(error);
  }
}
