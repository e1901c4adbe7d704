import { totalmem } from "node:os";
import { THREADS } from "./row-group.ts";

/** "all": what there is. "as needed": little, until more is loaded than goes with little. */
export type MemoryUse = "all" | "as needed";

/** The process has half as much again. */
const ALL_BYTES = Math.min(2_500_000_000, 0.6 * totalmem());

/** With less than this for each thread a small load spills. */
const THREAD_BYTES = 110_000_000;

/** What is loaded with little memory before the engine gets all. */
const SMALL_LOAD_BYTES = 100_000_000;

/**
 * The engine's limit. It takes what it may: beyond the limit it puts other blocks of the file in the place of those that
 * it has read, and spills when there are none. Where a small load reads through a large warehouse a low one is
 * quicker: memory that is touched for the first time costs a page fault every 4 kB, and again when it is given back.
 */
export class MemoryLimit {
  #bytes: number;
  #loaded = 0;

  constructor(use: MemoryUse) {
    this.#bytes = use === "all" ? ALL_BYTES : Math.min(ALL_BYTES, THREADS * THREAD_BYTES);
  }

  /** As the engine's setting has it. */
  get setting(): string {
    return `${Math.round(this.#bytes / 1e6)}MB`;
  }

  /** Notes that so many bytes more are to be loaded. Returns whether the limit is a higher one now. */
  load(bytes: number): boolean {
    this.#loaded += bytes;
    if (this.#loaded <= SMALL_LOAD_BYTES || this.#bytes === ALL_BYTES) return false;
    this.#bytes = ALL_BYTES;
    return true;
  }
}
