import { main } from "../../job/src/cli.ts";
import { type JobOptions, type JobOutcome, jobEnvironment, readLines } from "./job.ts";

/** Runs a command as `main.ts` does, but in the test's own process: for tests that run the job dozens of times. */
export async function runInProcess(args: readonly string[], options: JobOptions): Promise<JobOutcome> {
  const out: string[] = [];
  const err: string[] = [];
  const exitCode = await main({
    args,
    environment: jobEnvironment(options),
    stop: new AbortController().signal,
    stdout: { write: (text) => void out.push(text) },
    stderr: { write: (text) => void err.push(text) },
  });
  const stdout = out.join("");
  return { exitCode, stdout, stderr: err.join(""), ...readLines(stdout) };
}
