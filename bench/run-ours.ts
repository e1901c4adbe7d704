import { join } from "node:path";
import { BenchError } from "./bench-error.ts";
import { type Measured, measureProcess } from "./measure-process.ts";

export interface OurRun extends Measured {
  /** Milliseconds of each step, from the job's own log. */
  steps: Readonly<Record<string, number>>;
}

const start = join(import.meta.dirname, "../local/start.js");

/** `npm start` without npm: the local Redshift in one process, the job in another, whatever a user would get. */
export async function runOurs({ s3, warehouse }: { s3: string; warehouse: string }): Promise<OurRun> {
  const measured = await measureProcess([start, "--s3", s3, "--warehouse", warehouse]);
  const last = measured.stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as { msg: string; steps?: Record<string, number> })
    .find(({ msg }) => msg === "run finished");
  if (last?.steps === undefined)
    throw new BenchError(`The job did not say that it finished: ${measured.stdout}`);
  return { ...measured, steps: last.steps };
}
