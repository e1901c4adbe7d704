import { main } from "../../job/src/cli.ts";
import { type JobOptions, type JobOutcome, jobEnvironment, readLines } from "./job.ts";

interface InProcessOptions extends JobOptions {
  /** Aborted with the name of a signal, as main.ts does. */
  stop?: AbortSignal;
  /** Sees every line of the log at the moment it is written, and may do something to the run. */
  heed?(line: string): void;
}

/** Runs a command as `main.ts` does, but in the test's own process: for tests that run the job dozens of times. */
export async function runInProcess(args: readonly string[], options: InProcessOptions): Promise<JobOutcome> {
  const out: string[] = [];
  const err: string[] = [];
  const exitCode = await main({
    args,
    environment: jobEnvironment(options),
    stop: options.stop ?? new AbortController().signal,
    stdout: {
      write(text) {
        out.push(text);
        options.heed?.(text);
      },
    },
    stderr: { write: (text) => void err.push(text) },
  });
  const stdout = out.join("");
  return { exitCode, stdout, stderr: err.join(""), ...readLines(stdout) };
}
