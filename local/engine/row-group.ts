import { availableParallelism } from "node:os";

/** Rows that the engine keeps, and a thread reads, together. */
export const ROW_GROUP = 122_880;

/** Threads of the engine. */
export const THREADS = availableParallelism();
