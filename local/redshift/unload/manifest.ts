import type { CommandContext, TranslatedQuery } from "../context.ts";
import { fileList } from "../copy/json-source.ts";
import { formatS3Address } from "../copy/s3-address.ts";
import { unsupported } from "../syntax/cursor.ts";
import { baseName } from "../types/describe.ts";
import type { Type } from "../types/type.ts";
import type { UnloadStatement } from "./unload-statement.ts";
import type { ResultFile } from "./write-files.ts";

export interface UnloadedFile extends ResultFile {
  key: string;
}

/**
 * The manifest of an UNLOAD, as COPY and Spectrum read it.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_UNLOAD_command_examples.html#unload-examples-manifest
 */
export async function makeManifest(
  context: CommandContext,
  unload: UnloadStatement,
  { written, query, rows }: { written: readonly UnloadedFile[]; query: TranslatedQuery; rows: number },
): Promise<string> {
  const { bucket } = unload.destination;
  const verbose = unload.manifest === "verbose";
  const counts = verbose ? await countRecords(context, unload, { written, rows }) : new Map();
  const entries = written.map(({ key, path, size }) => ({
    url: formatS3Address({ bucket, key }),
    meta: { content_length: size, ...(verbose && { record_count: counts.get(path) }) },
  }));
  const details = verbose && {
    schema: { elements: query.columns.map(({ name, type }) => ({ name, type: describe(type) })) },
    meta: {
      content_length: written.reduce((bytes, { size }) => bytes + size, 0),
      record_count: [...counts.values()].reduce((sum, count) => sum + count, 0),
    },
    author: { name: "Amazon Redshift", version: "1.0.0" },
  };
  return JSON.stringify({ entries, ...details }, undefined, 2);
}

/** Records by path; a header line counts as one, as AWS says. */
async function countRecords(
  context: CommandContext,
  unload: UnloadStatement,
  { written, rows }: { written: readonly UnloadedFile[]; rows: number },
): Promise<Map<string, number>> {
  const [only, ...more] = written;
  if (only === undefined) return new Map();
  if (more.length === 0) return new Map([[only.path, rows + (unload.header ? 1 : 0)]]);
  if (unload.format !== "parquet") throw unsupported("UNLOAD MANIFEST VERBOSE of several text files");
  const counted = await context.rows(
    `select filename, count(*) from read_parquet(${fileList(written)}, filename = true, hive_partitioning = false) group by filename`,
  );
  return new Map(counted.map(([path, count]) => [String(path), Number(count)]));
}

function describe(type: Type): { base: string; max_length?: number; precision?: number; scale?: number } {
  const base = baseName(type);
  if (type.kind === "numeric") return { base, precision: type.precision, scale: type.scale };
  return "length" in type && type.length !== undefined ? { base, max_length: type.length } : { base };
}
