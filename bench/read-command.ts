import { parseArgs } from "node:util";
import { BenchError } from "./bench-error.ts";
import { quickWorkloads, type Workload, workloads } from "./workloads.ts";

export const usage = `Measures the whole pipeline beside what one would write by hand.

Usage: npm run bench -- [options]

  --only W1,W2   these workloads (${quickWorkloads.join(",")}); a prefix names all that begin with it
  --all          every workload; needs 40 GB of disk and the better part of an hour
  --repeat N     rounds, in each of which every contender runs once (3)
  --data DIR     where buckets and warehouses are kept (.local/bench)
  --keep         leave them there, for the next time
  --help         this text

Workloads: ${workloads.map(({ name, about }) => `${name} ${about}`).join("; ")}.
Prints its tables and writes them to bench/RESULTS.md. Exit codes: 0 done, 1 bug, 2 it could not be
run as asked, or the contenders' results differ.`;

export interface BenchCommand {
  workloads: readonly Workload[];
  repeat: number;
  data: string;
  keep: boolean;
}

/** Reads the command line; undefined when it asks for help. Throws a BenchError that names the option. */
export function readCommand(args: readonly string[]): BenchCommand | undefined {
  const values = readOptions(args);
  if (values.help) return undefined;
  const repeat = Number(values.repeat);
  if (!Number.isInteger(repeat) || repeat < 1) {
    throw new BenchError(`"--repeat" must be a whole number from 1: got "${values.repeat}"`);
  }
  const names = values.only?.split(",") ?? (values.all ? [""] : quickWorkloads);
  return { workloads: names.flatMap(findWorkloads), repeat, data: values.data, keep: values.keep };
}

function findWorkloads(name: string): Workload[] {
  const found = workloads.filter((workload) => workload.name.startsWith(name));
  if (found.length > 0) return found;
  const known = workloads.map((workload) => workload.name).join(", ");
  throw new BenchError(`"--only" must name workloads among ${known}: got "${name}"`);
}

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: "string" },
        all: { type: "boolean", default: false },
        repeat: { type: "string", default: "3" },
        data: { type: "string", default: ".local/bench" },
        keep: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (cause) {
    throw new BenchError((cause as Error).message, { cause });
  }
}
