import type { Logger } from "pino";
import { ConfigError, exitCodes, JobError, SourceError, Stopped } from "../errors.ts";
import { openWarehouse } from "../warehouse/open-warehouse.ts";
import type { Attempts } from "./attempt.ts";
import { CopyRefused } from "./copy-manifest.ts";
import { diagnoseCopy } from "./diagnose-copy.ts";
import { recordRun } from "./record-run.ts";
import { badObjects, tellFaults } from "./rejects.ts";
import type { RunContext } from "./run-context.ts";

/**
 * What a failed attempt died of, after its rollback. A refused COPY is looked into: its faults stop the run, or are
 * kept for the next attempt, which leaves their objects out. All else says it by itself.
 */
export async function explainFailure(
  context: RunContext,
  error: unknown,
  attempts: Attempts,
): Promise<unknown> {
  if (!(error instanceof CopyRefused) || context.stop.aborted) return error;
  const faults = await diagnoseCopy(context, error);
  if (faults.length === 0) return error;
  if (context.config.s3.onBadObject === "quarantine") {
    attempts.faults.push(...faults);
    return new SourceError(badObjects(faults).message, { cause: error, retryable: true, atOnce: true });
  }
  tellFaults(faults, { log: context.log, level: "error" });
  return badObjects(faults, error);
}

/** What is left of a stopped run's time for this. */
const stoppedMs = 2_000;

/** Adds the failed run to etl_runs, if the warehouse can still be reached: the log has it in any case. */
export async function recordFailure(context: RunContext, error: unknown): Promise<void> {
  const message = error instanceof JobError ? error.message : "a fault of the program: see the log";
  try {
    if (error instanceof Stopped) {
      // The run's own session takes no statement any more.
      await using warehouse = await openWarehouse({ ...context, stop: AbortSignal.timeout(stoppedMs) });
      await recordRun({ ...context, warehouse }, { status: "stopped", error: message });
    } else await recordRun(context, { status: "failed", error: message });
  } catch (cause) {
    context.log.debug({ reason: String(cause) }, "could not record the failed run");
  }
}

/** Says why a command failed, in the last line of its log; gives the exit code. */
export function tellFailure(log: Logger, error: unknown, message = "run failed"): number {
  const exitCode = error instanceof JobError ? error.exitCode : exitCodes.bug;
  log.error({ exitCode, error: describeError(error) }, message);
  return exitCode;
}

/** Fields of the last log line of a run that failed. A stack only for a fault of the program. */
function describeError(error: unknown): Record<string, unknown> {
  if (error instanceof ConfigError) return { name: error.name, message: error.message, faults: error.faults };
  if (error instanceof JobError) return { ...error.details, name: error.name, message: error.message };
  if (error instanceof Error) return { name: error.name, message: error.message, stack: error.stack };
  return { name: "Error", message: String(error) };
}
