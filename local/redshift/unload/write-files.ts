import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { CommandContext } from "../context.ts";
import { identifier, literal } from "../copy/json-source.ts";
import { unsupported } from "../syntax/cursor.ts";
import { headerOf, lineOf, type UnloadColumn } from "./line-format.ts";
import type { UnloadStatement } from "./unload-statement.ts";

/** A file of the result, not yet in its place. */
export interface ResultFile {
  path: string;
  /** `year=2018/month=11/`, or nothing. */
  partition: string;
  /** Bytes. */
  size: number;
}

interface Result {
  sql: string;
  columns: readonly UnloadColumn[];
  /** An empty folder, for the files. */
  folder: string;
}

/** Has the engine write the query's rows to files, split by partition and size. Returns the row count. */
export async function writeFiles(
  context: CommandContext,
  unload: UnloadStatement,
  result: Result,
): Promise<{ rows: number; files: ResultFile[] }> {
  const written = await copyTo(context, unload, { ...result, limits: [] });
  if (written.files.every(({ size }) => size <= unload.maxFileSize)) return written;
  // The engine that splits by size keeps no order, and none by partition.
  if (unload.partitionBy.length > 0 || !unload.parallel) {
    throw unsupported("UNLOAD of more than MAXFILESIZE with PARTITION BY or PARALLEL OFF");
  }
  await rm(result.folder, { recursive: true });
  await mkdir(result.folder);
  const limits = [`file_size_bytes ${Math.floor(unload.maxFileSize)}`];
  return copyTo(context, unload, { ...result, limits });
}

async function copyTo(
  context: CommandContext,
  unload: UnloadStatement,
  { sql, columns, folder, limits }: Result & { limits: readonly string[] },
): Promise<{ rows: number; files: ResultFile[] }> {
  const partitioned = unload.partitionBy.length > 0;
  const kept = unload.include ? columns : columns.filter(({ name }) => !unload.partitionBy.includes(name));
  const options = [
    ...formatOptions(unload),
    ...limits,
    ...(partitioned ? [`partition_by (${unload.partitionBy.map(identifier).join(", ")})`] : []),
    ...(partitioned && unload.include && unload.format === "parquet" ? ["write_partition_columns true"] : []),
  ];
  const query = unload.format === "parquet" ? sql : lineQuery(unload, { sql, kept });
  const target = partitioned || limits.length > 0 ? folder : join(folder, "0");
  const [counted] = await context.rows(`copy (${query}) to ${literal(target)} (${options.join(", ")})`);
  return { rows: Number(counted?.[0] ?? 0), files: await resultFiles(folder) };
}

function formatOptions({ format, compression, header }: UnloadStatement): string[] {
  if (format === "parquet") return ["format parquet", "compression snappy"];
  // The lines are made already: the engine adds a line break to each and nothing else.
  return [
    ..."format csv|quote ''|escape ''|delimiter '\x01'|nullstr ''".split("|"),
    `header ${header}`,
    `compression ${compression}`,
  ];
}

function lineQuery(
  unload: UnloadStatement,
  { sql, kept }: { sql: string; kept: readonly UnloadColumn[] },
): string {
  const name = unload.header ? headerOf(kept, unload) : "//line";
  const partitions = unload.partitionBy.map((column) => `, ${identifier(column)}`).join("");
  return `select ${lineOf(kept, unload)} as ${identifier(name)}${partitions} from (${sql})`;
}

/** In the order of partitions and of the engine's numbers. */
async function resultFiles(folder: string): Promise<ResultFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const path = join(parentPath, name);
        const partition = hivePath(parentPath.slice(folder.length + 1));
        return { path, partition, size: (await stat(path)).size, number: numberOf(name) };
      }),
  );
  files.sort((a, b) => compare(a.partition, b.partition) || a.number - b.number);
  return files.map(({ number: _, ...file }) => file);
}

function numberOf(name: string): number {
  return Number(/\d+/.exec(name)?.[0] ?? 0);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The engine escapes more characters in a folder's name than Hive does. */
function hivePath(path: string): string {
  if (path === "") return "";
  return `${path.split("/").map(hiveName).join("/")}/`;
}

function hiveName(folder: string): string {
  const equals = folder.indexOf("=");
  const value = decodeURIComponent(folder.slice(equals + 1));
  const escaped = value.replaceAll(
    /["#%'*/:=?\\{[\]^\x7f]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
  return `${decodeURIComponent(folder.slice(0, equals))}=${escaped}`;
}
