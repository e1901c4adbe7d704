import { statSync } from "node:fs";
import { totalmem } from "node:os";
import { THREADS } from "./row-group.ts";

/** "all": what there is. "as needed": little, until the engine spills for the first time. */
export type MemoryUse = "all" | "as needed";

/** The process has half as much again. */
const ALL_BYTES = Math.min(2_500_000_000, 0.6 * totalmem());

/** With less than this for each thread a night of 170,000 events spills. */
const THREAD_BYTES = 110_000_000;

/**
 * Of so many bytes of the warehouse's file one more of memory. A statement that deletes some rows everywhere, as late
 * songs make the job do, holds 256 KB for each row group that has one of them until the commit: a seventeenth of what the
 * group takes in the file.
 */
const FILE_BYTES_A_BYTE = 8;

/** The engine's limit when it has all. */
export const ALL_MEMORY = setting(ALL_BYTES);

/**
 * The limit to begin with. The engine takes what it may: beyond the limit it puts other blocks of the file in the place
 * of those that it has read, and spills when there are none. Where a small load reads through a large warehouse a low
 * limit is quicker: memory that is touched for the first time costs a page fault every 4 kB, and again when it is given
 * back.
 */
export function firstLimit(use: MemoryUse, warehouse: string): string {
  if (use === "all") return ALL_MEMORY;
  const fileBytes = statSync(warehouse, { throwIfNoEntry: false })?.size ?? 0;
  return setting(Math.min(ALL_BYTES, Math.max(THREADS * THREAD_BYTES, fileBytes / FILE_BYTES_A_BYTE)));
}

function setting(bytes: number): string {
  return `${Math.round(bytes / 1e6)}MB`;
}
