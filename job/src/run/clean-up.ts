import type { S3Uri } from "../sources/s3-uri.ts";
import { orAborted } from "../stage/or-aborted.ts";
import { removeDeadWorkFiles, removeWorkFiles } from "../stage/work-files.ts";
import type { RunContext } from "./run-context.ts";
import { soonAfter } from "./soon-after.ts";

/** No run takes longer: what a run of the day before left behind is nobody's. */
const longestRunMs = 24 * 60 * 60 * 1000;

/** What is left of a stopped run's time for this. */
const stoppedMs = 2_000;

/**
 * Removes the run's own work files, and those of runs that were killed. Best effort: the run is over, committed or
 * rolled back, and what stays is swept by a later one.
 */
export async function cleanUp(context: RunContext, target: S3Uri): Promise<void> {
  try {
    await orAborted(removeFiles(context, target), soonAfter(context.stop, stoppedMs));
  } catch (cause) {
    context.log.warn({ reason: String(cause) }, "could not remove work files");
  }
}

async function removeFiles({ store, config, log }: RunContext, target: S3Uri): Promise<void> {
  // The store's clock, not this machine's: one that is a day ahead would sweep the files of a run under way.
  const now = await removeWorkFiles(store, target);
  if (now === undefined) return;
  const before = new Date(now.getTime() - longestRunMs);
  const swept = await removeDeadWorkFiles(store, { ...config.cluster, work: config.s3.work, before });
  if (swept.length > 0) log.info({ runs: swept.length }, "swept work files of dead runs");
}
