import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { projectFolder, stateFolder } from "./folders.ts";

export interface JobRun {
  /** All of the job's environment. */
  environment: NodeJS.ProcessEnv;
  /** Gets each line of the job's output; without it the output goes to this process's own, byte for byte. */
  onLine: ((line: string) => void) | undefined;
  /** Kills a job that has come to nothing yet, and never will. */
  abandon?: AbortSignal;
}

/** npm passes a Ctrl-C on to a process that has it from the terminal already: the second one within this is the same. */
const SAME_SIGNAL_MS = 500;

/** Runs `node job/main.ts run` as a process of its own, passes signals on, and gives its exit code. */
export async function runJob({ environment, onLine, abandon }: JobRun): Promise<number> {
  const job = spawn(process.execPath, ["--max-semi-space-size=8", "job/main.ts", "run"], {
    cwd: projectFolder,
    // From its first file on, which otherwise would be compiled, and its types stripped, each time.
    env: { NODE_COMPILE_CACHE: join(stateFolder, "compile-cache"), ...environment },
    stdio: ["ignore", onLine === undefined ? "inherit" : "pipe", "inherit"],
    // A group of its own, or a Ctrl-C would reach it twice: from the terminal and from here.
    detached: true,
  });
  if (onLine !== undefined && job.stdout !== null) {
    createInterface({ input: job.stdout }).on("line", onLine);
  }
  const stopForwarding = forwardSignals(job);
  abandon?.addEventListener("abort", () => job.kill("SIGKILL"), { once: true });
  try {
    const [code, signal] = (await once(job, "close")) as [number | null, NodeJS.Signals | null];
    return code ?? 128 + constants.signals[signal ?? "SIGKILL"];
  } finally {
    stopForwarding();
  }
}

function forwardSignals(job: ChildProcess): () => void {
  let last = Number.NEGATIVE_INFINITY;
  const forward = (signal: NodeJS.Signals) => {
    const now = performance.now();
    if (now - last > SAME_SIGNAL_MS) job.kill(signal);
    last = now;
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, forward);
  return () => {
    for (const signal of signals) process.off(signal, forward);
  };
}
