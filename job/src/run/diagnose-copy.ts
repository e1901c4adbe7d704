import type { JobError } from "../errors.ts";
import type { RunContext } from "./run-context.ts";
import type { CopyRefused } from "./stage-source.ts";

export async function diagnoseCopy(_context: RunContext, refused: CopyRefused): Promise<JobError> {
  return refused;
}
