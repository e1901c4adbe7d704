import { existsSync, watch } from "node:fs";
import { totalmem } from "node:os";
import { basename, dirname } from "node:path";
import { THREADS } from "./row-group.ts";

/** "all": what there is. "as needed": little, until the engine spills for the first time. */
export type MemoryUse = "all" | "as needed";

/** The process has half as much again. */
const ALL_BYTES = Math.min(2_500_000_000, 0.6 * totalmem());

/** With less than this for each thread a night of 170,000 events spills. */
const THREAD_BYTES = 110_000_000;

/** The engine's limit when it has all. */
export const ALL_MEMORY = setting(ALL_BYTES);

/**
 * The limit to begin with. The engine takes what it may: beyond the limit it puts other blocks of the file in the place
 * of those that it has read, and spills when there are none. Where a small load reads through a large warehouse a low
 * limit is quicker: memory that is touched for the first time costs a page fault every 4 kB, and again when it is given
 * back.
 */
export function firstLimit(use: MemoryUse): string {
  return use === "all" ? ALL_MEMORY : setting(Math.min(ALL_BYTES, THREADS * THREAD_BYTES));
}

function setting(bytes: number): string {
  return `${Math.round(bytes / 1e6)}MB`;
}

/**
 * Calls `spilled` once, as soon as the folder is there that the engine spills to, or when that cannot be found out: the
 * engine makes it long before it runs out of memory. Returns what ends the watch.
 */
export function onFirstSpill(folder: string, spilled: () => void): () => void {
  try {
    const watcher = watch(dirname(folder), { persistent: false });
    const end = () => {
      watcher.close();
      spilled();
    };
    watcher.on("change", (_, name) => name === basename(folder) && end());
    watcher.on("error", end);
    // One that was killed left it.
    if (existsSync(folder)) end();
    return () => watcher.close();
  } catch {
    spilled();
    return () => {};
  }
}
