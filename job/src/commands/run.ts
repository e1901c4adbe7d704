import { exitCodes, JobError } from "../errors.ts";
import { describeError } from "../run/failure.ts";
import { embeddedMetrics } from "../run/metrics.ts";
import { run } from "../run/run.ts";
import type { JobContext } from "../run/run-context.ts";
import type { Selection } from "../run/selection.ts";
import { exportTo } from "./unload.ts";

/**
 * Loads, then writes the lake if there is to be one; gives the exit code. The run is committed before the lake is
 * begun, so a lake that fails is told and gives its exit code, and the next export makes up for it.
 */
export async function runCommand(job: JobContext, selection: Selection): Promise<number> {
  const summary = await run(job, selection);
  const { lake } = job.config.s3;
  job.log.info(
    embeddedMetrics(summary, { database: job.config.cluster.database, now: new Date() }),
    "run metrics",
  );
  if (lake === undefined) {
    job.log.info(summary, "run finished");
    return exitCodes.success;
  }
  try {
    job.log.info({ ...summary, lake: await exportTo(lake, job) }, "run finished");
    return exitCodes.success;
  } catch (error) {
    const exitCode = error instanceof JobError ? error.exitCode : exitCodes.bug;
    job.log.error({ exitCode, error: describeError(error) }, "lake failed");
    job.log.info({ ...summary, lake: "failed" }, "run finished");
    return exitCode;
  }
}
