import { randomUUID } from "node:crypto";
import { exitCodes } from "../errors.ts";
import { tellFailure } from "../run/failure.ts";
import { embeddedMetrics } from "../run/metrics.ts";
import { run } from "../run/run.ts";
import type { JobContext } from "../run/run-context.ts";
import type { Selection } from "../run/selection.ts";
import { exportTo } from "./unload.ts";

/**
 * Loads, then writes the lake if there is to be one; gives the exit code. Every line that it logs bears the run's id.
 * The run is committed before the lake is begun, so a lake that fails is told and gives its exit code, and the next
 * export makes up for it.
 */
export async function runCommand(job: JobContext, selection: Selection): Promise<number> {
  const runId = randomUUID();
  const log = job.log.child({ runId });
  try {
    return await loadAndExport({ ...job, log }, { selection, runId });
  } catch (error) {
    return tellFailure(log, error);
  }
}

async function loadAndExport(
  job: JobContext,
  { selection, runId }: { selection: Selection; runId: string },
): Promise<number> {
  const { config, log } = job;
  const summary = await run(job, selection, { runId });
  log.info(embeddedMetrics(summary, { database: config.cluster.database, now: new Date() }), "run metrics");
  const { lake } = config.s3;
  if (lake === undefined) {
    log.info(summary, "run finished");
    return exitCodes.success;
  }
  try {
    log.info({ ...summary, lake: await exportTo(lake, job) }, "run finished");
    return exitCodes.success;
  } catch (error) {
    const exitCode = tellFailure(log, error, "lake failed");
    log.info({ ...summary, lake: "failed" }, "run finished");
    return exitCode;
  }
}
