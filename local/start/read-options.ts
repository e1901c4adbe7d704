import { join } from "node:path";
import { parseArgs } from "node:util";
import { stateFolder } from "./folders.ts";
import { StartError } from "./start-error.ts";

/** What both `npm start` and `npm run local` may be told. */
export interface StartOptions {
  /** Folder that stands for S3. */
  s3: string;
  /** Whether it is the folder of the generated sample, which may be made. */
  isSample: boolean;
  /** DuckDB's file. */
  warehouse: string;
  /** 0 for any free one. */
  port: number;
}

export const optionsHelp = `  --s3 DIR          folder that stands for S3, DIR/<bucket>/<key> (the generated sample in .local/s3)
  --warehouse FILE  where the warehouse is kept (.local/warehouse.duckdb)`;

const sampleFolder = join(stateFolder, "s3");

/** Reads the command line; undefined when it asks for help. Throws a StartError that names the option. */
export function readOptions(args: readonly string[], defaults: { port: number }): StartOptions | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  return {
    s3: values.s3 ?? sampleFolder,
    isSample: values.s3 === undefined,
    warehouse: values.warehouse ?? join(stateFolder, "warehouse.duckdb"),
    port: values.port === undefined ? defaults.port : toPort(values.port),
  };
}

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    const options = { s3: text, warehouse: text, port: text, help: { type: "boolean" } } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(`Cannot read the command line: ${reason}`, "--help lists the options.", {
      cause,
    });
  }
}

function toPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new StartError(
    `Cannot use "${text}" as --port: it is no port`,
    "Give a number from 1 to 65535, or 0 for any free one.",
  );
}
