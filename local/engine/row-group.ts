import { availableParallelism } from "node:os";

/**
 * Rows that the warehouse's file keeps, and a thread reads, together. A third of the engine's own: rows that a thread
 * adds are packed by that thread when there are so many of them, and else at the commit, by one thread for all. Files
 * with groups of another size are read as well.
 */
export const ROW_GROUP = 40_960;

/** Threads of the engine. */
export const THREADS = availableParallelism();
