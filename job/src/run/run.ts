import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { JobError, ObjectChanged } from "../errors.ts";
import { openObjectStore } from "../sources/open-object-store.ts";
import { openWarehouse } from "../warehouse/open-warehouse.ts";
import { type Attempts, attemptRun } from "./attempt.ts";
import { recordFailure } from "./failure.ts";
import type { JobContext } from "./run-context.ts";
import type { RunSummary } from "./run-summary.ts";
import { checkSelection, type Selection } from "./selection.ts";
import { startListing } from "./start-listing.ts";
import { recordSteps } from "./steps.ts";

/** First pause before an attempt is made again; each further one is twice as long. */
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/** A run's summary with its time, and the milliseconds of each step of the attempt that ended well. */
export type TimedSummary = RunSummary & { ms: number; attempts: number; steps: Record<string, number> };

/**
 * Loads what is selected. One attempt is one transaction, so an attempt that failed for a passing reason is made
 * again as a whole, within [RUN] RETRIES and RETRY_SECONDS. Throws a JobError after everything was rolled back.
 */
export async function run(
  job: JobContext,
  selection: Selection,
  { runId = randomUUID() }: { runId?: string } = {},
): Promise<TimedSummary> {
  checkSelection(selection, job.config);
  const { retries, retrySeconds } = job.config.run;
  const start = performance.now();
  const attempts: Attempts = { unanswered: undefined, faults: [] };
  let failures = 0;
  for (let attempt = 1; ; attempt++) {
    try {
      const { steps, ...summary } = await connectAndAttempt(job, { runId, attempts, selection });
      return { ...summary, ms: Math.round(performance.now() - start), attempts: attempt, steps };
    } catch (error) {
      if (!isPassing(error) || job.stop.aborted) throw error;
      // Left out objects that COPY refused: the next attempt gets further, so this one is not counted.
      if (error.details.atOnce) continue;
      failures += 1;
      const pauseMs = pauseBefore(failures);
      const isOver = failures > retries || performance.now() - start + pauseMs > retrySeconds * 1000;
      if (isOver) throw error;
      job.log.warn({ failures, retries, retrySeconds, pauseMs, reason: error.message }, "retrying run");
      await wait(pauseMs, undefined, { signal: job.stop }).catch(() => job.stop.throwIfAborted());
    }
  }
}

interface Attempting {
  runId: string;
  attempts: Attempts;
  selection: Selection;
}

async function connectAndAttempt(job: JobContext, { runId, attempts, selection }: Attempting) {
  const startedAt = new Date();
  const steps = recordSteps(job.log);
  const store = await openObjectStore({ ...job.storage, region: job.config.s3.region });
  try {
    const listing = startListing(store, job.config.s3);
    await using warehouse = await steps.step("connect", () => openWarehouse(job));
    const context = { ...job, selection, runId, startedAt, store, listing, warehouse, steps };
    try {
      const summary = await attemptRun(context, attempts);
      const ms = Object.fromEntries(steps.finished.map((step) => [step.name, step.ms]));
      return { ...summary, steps: ms };
    } catch (error) {
      if (!isPassing(error)) await recordFailure(context, error);
      throw error;
    }
  } finally {
    store.close();
  }
}

/** Whether the same run may end well a little later, with nobody having mended anything. */
function isPassing(error: unknown): error is JobError {
  return error instanceof ObjectChanged || (error instanceof JobError && error.details.retryable === true);
}

/** Half of it by chance, so that jobs which failed together do not come back together. */
function pauseBefore(attempt: number): number {
  const pause = Math.min(firstPauseMs * 2 ** (attempt - 1), longestPauseMs);
  return Math.round(pause * (0.5 + Math.random() / 2));
}
