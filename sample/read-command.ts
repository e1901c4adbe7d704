import { parseArgs } from "node:util";
import type { SampleOptions } from "./generate-sample.ts";
import { SampleError } from "./sample-error.ts";

export const usage = `Makes a bucket of invented songs and listeners' logs, in the shape of the real one.

Usage: npm run sample -- [options]

  --songs N      song files (700)
  --events N     log lines (8000)
  --days N       log files, from 1 November 2018 (30)
  --seed N       the same seed and numbers give the same bytes (2018)
  --out DIR      folder that stands for S3: writes DIR/udacity-dend (.local/s3)
  --add-songs N  later songs, on top of --songs (0)
  --add-days N   later days, on top of --days and as busy (0)
  --force        replace DIR/udacity-dend even if it is not a sample
  --help         this text

Only what is missing is written. Exit codes: 0 done, 1 bug or disk fault, 2 wrong options.`;

const numbers = {
  songs: "songs",
  events: "events",
  days: "days",
  seed: "seed",
  "add-songs": "addSongs",
  "add-days": "addDays",
} as const;

/** Reads the command line. Throws a SampleError that names the option. */
export function readCommand(args: string[]): "help" | SampleOptions {
  const values = readOptions(args);
  if (values.help) return "help";
  const parameters: Record<string, number> = {};
  for (const [option, key] of Object.entries(numbers)) {
    const text = values[option as keyof typeof numbers];
    if (text === undefined) continue;
    if (!/^\d+$/.test(text)) {
      throw new SampleError(`"--${option}" must be a whole number: got "${text}"`);
    }
    parameters[key] = Number(text);
  }
  return { out: values.out, force: values.force, ...parameters };
}

function readOptions(args: string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args,
      options: {
        songs: text,
        events: text,
        days: text,
        seed: text,
        "add-songs": text,
        "add-days": text,
        out: { type: "string", default: ".local/s3" },
        force: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new SampleError((error as Error).message, { cause: error });
  }
}
