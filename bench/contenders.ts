import { join } from "node:path";
import { measureProcess, type Usage } from "./measure-process.ts";
import type { Prepared } from "./prepare-bucket.ts";
import { runOurs } from "./run-ours.ts";
import type { Workload } from "./workloads.ts";

export interface Contender {
  name: string;
  /** For people. */
  about: string;
  /** Names of its processes: that which is started, then its child. */
  processes: readonly string[];
  /** Whether it ends with a star, to be compared. */
  makesStar: boolean;
  run(prepared: Prepared, warehouse: string): Promise<Outcome>;
}

/** One run of a contender. */
export interface Outcome {
  seconds: number;
  usages: readonly Usage[];
  /** Milliseconds of each step; of ours only. */
  steps?: Readonly<Record<string, number>>;
}

const ours: Contender = {
  name: "ours",
  about: "npm start: local Redshift and job, over the wire",
  processes: ["local Redshift", "job"],
  makesStar: true,
  run: ({ s3 }, warehouse) => runOurs({ s3, warehouse }),
};

function script(name: string, about: string, { makesStar = true } = {}): Contender {
  const path = join(import.meta.dirname, "contenders", `${name}.ts`);
  return {
    name,
    about,
    processes: ["script"],
    makesStar,
    run: ({ bucket }, warehouse) => measureProcess([path, bucket, warehouse]),
  };
}

const limit = script("limit", "read all files once, parse the same bytes from two files: no star", {
  makesStar: false,
});
const globs = script("globs", "the obvious DuckDB script over globs");
const expert = script("expert", "a tuned script: small files joined first, types given");
const guarded = script("guarded", "the tuned script with our tests, orders, ledger and checks");

/** Those that run in every round; an increment is compared with a script's load of everything, once. */
export function contendersOf({ increment }: Workload): { measured: Contender[]; reference: Contender } {
  return { measured: increment ? [ours] : [ours, limit, globs, expert, guarded], reference: expert };
}
