import type { S3Uri } from "../sources/s3-uri.ts";
import { removeDeadWorkFiles, removeWorkFiles } from "../stage/work-files.ts";
import type { RunContext } from "./run-context.ts";

/** No run takes longer: what a run of the day before left behind is nobody's. */
const longestRunMs = 24 * 60 * 60 * 1000;

/**
 * Removes the run's own work files, and those of runs that were killed. Best effort: the run is over, committed or
 * rolled back, and what stays is swept by a later one.
 */
export async function cleanUp({ store, config, log }: RunContext, target: S3Uri): Promise<void> {
  try {
    await removeWorkFiles(store, target);
    const before = new Date(Date.now() - longestRunMs);
    const swept = await removeDeadWorkFiles(store, { ...config.cluster, work: config.s3.work, before });
    if (swept.length > 0) log.info({ runs: swept.length }, "swept work files of dead runs");
  } catch (cause) {
    log.warn({ reason: String(cause) }, "could not remove work files");
  }
}
