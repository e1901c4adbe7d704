import { JobError } from "../job/src/errors.ts";
import { reportStartError } from "../local/start/report-start-error.ts";

/** Says on stderr why a command failed, gives its exit code. Only a bug is shown with its stack. */
export function reportFailure(error: unknown): number {
  if (!(error instanceof JobError)) return reportStartError(error);
  console.error(error.message);
  return error.exitCode;
}
