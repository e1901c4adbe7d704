import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SqlError } from "../../wire/database.ts";
import type { Command, CommandContext, TranslatedQuery } from "../context.ts";
import type { LoadHistory, UnloadRecord } from "../copy/load-history.ts";
import { formatS3Address, type S3Address } from "../copy/s3-address.ts";
import { withTemporaryFolder } from "../copy/temporary-folder.ts";
import { makeManifest, type UnloadedFile } from "./manifest.ts";
import { parseUnload } from "./parse-unload.ts";
import type { UnloadStatement } from "./unload-statement.ts";
import { type ResultFile, writeFiles } from "./write-files.ts";

/** UNLOAD, as https://docs.aws.amazon.com/redshift/latest/dg/r_UNLOAD.html has it, of a cluster with one slice. */
export function unloadCommand(history: LoadHistory): Command {
  return async (sql, context) => {
    const unload = withFolderPrefix(parseUnload(sql));
    const query = await context.translate(unload.query);
    checkPartitions(unload, query);
    const record = history.beginUnload(context, {
      destination: formatS3Address(unload.destination),
      format: unload.format === "delimited" ? "text" : unload.format,
      compression: unload.compression,
    });
    try {
      await withTemporaryFolder((folder) => writeResult(context, unload, { query, record, folder }));
      record.status = "completed";
    } catch (error) {
      record.status = "aborted";
      record.error = (error as Error).message;
      throw error;
    } finally {
      record.finishedAt = new Date();
    }
    context.setLast("unload", { queryId: context.queryId, count: record.rows });
    const message = `UNLOAD completed, ${record.rows} record(s) unloaded successfully.`;
    context.notify({ severity: "INFO", code: "00000", message });
    return "UNLOAD";
  };
}

/** With partitions the prefix is a folder. */
function withFolderPrefix(unload: UnloadStatement): UnloadStatement {
  const { bucket, key } = unload.destination;
  if (unload.partitionBy.length === 0 || key === "" || key.endsWith("/")) return unload;
  return { ...unload, destination: { bucket, key: `${key}/` } };
}

function checkPartitions({ partitionBy }: UnloadStatement, { columns }: TranslatedQuery): void {
  const names = new Set(columns.map(({ name }) => name));
  const missing = partitionBy.find((name) => !names.has(name));
  if (missing !== undefined) throw new SqlError("42703", `column "${missing}" does not exist`);
  if (partitionBy.length > 0 && partitionBy.length === columns.length) {
    throw new SqlError("42601", "at least one column must be no partition column");
  }
}

async function writeResult(
  context: CommandContext,
  unload: UnloadStatement,
  { query, record, folder }: { query: TranslatedQuery; record: UnloadRecord; folder: string },
): Promise<void> {
  const existing = await existingKeys(context, unload.destination);
  if (existing.length > 0 && !unload.allowOverwrite && !unload.cleanPath) throw notEmpty();
  const resultFolder = join(folder, "result");
  await mkdir(resultFolder);
  const result = await writeFiles(context, unload, { ...query, folder: resultFolder });
  const written = result.rows === 0 ? [] : nameFiles(result.files, unload);
  const { storage } = context;
  const { bucket } = unload.destination;
  if (unload.cleanPath) {
    await storage.remove(
      bucket,
      existing.filter((key) => isCleaned(key, { unload, written })),
    );
  }
  for (const { key, path } of written) await storage.write(bucket, key, path);
  if (unload.manifest !== "none") {
    const manifest = join(folder, "manifest");
    const text = await makeManifest(context, unload, { written, query, rows: result.rows });
    await writeFile(manifest, text);
    await storage.write(bucket, `${unload.destination.key}manifest`, manifest);
  }
  record.rows = result.rows;
  record.files = written.length;
  record.size = written.reduce((bytes, { size }) => bytes + size, 0);
}

async function existingKeys({ storage }: CommandContext, destination: S3Address): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage.list(destination.bucket, destination.key)) keys.push(key);
  return keys;
}

/** CLEANPATH empties the prefix; with partitions, only the folders that get new files. */
function isCleaned(
  key: string,
  { unload, written }: { unload: UnloadStatement; written: readonly UnloadedFile[] },
): boolean {
  const prefix = unload.destination.key;
  if (unload.partitionBy.length === 0) return true;
  return written.some(({ partition }) => key.startsWith(prefix + partition));
}

const EXTENSIONS = { none: "", gzip: ".gz", zstd: ".zst" } as const;

/** `<prefix>0000_part_00`, or `<prefix>000` with PARALLEL OFF, numbered within each partition. */
function nameFiles(files: readonly ResultFile[], unload: UnloadStatement): UnloadedFile[] {
  const { key: prefix } = unload.destination;
  const own = unload.format === "parquet" ? ".parquet" : EXTENSIONS[unload.compression];
  const extension = unload.extension?.replace(/^(?!\.)/, ".") ?? own;
  const counts = new Map<string, number>();
  return files.map((file) => {
    const number = counts.get(file.partition) ?? 0;
    counts.set(file.partition, number + 1);
    const name = unload.parallel
      ? `0000_part_${String(number).padStart(2, "0")}`
      : String(number).padStart(3, "0");
    return { ...file, key: prefix + file.partition + name + extension };
  });
}

function notEmpty(): SqlError {
  return new SqlError(
    "XX000",
    "Specified unload destination on S3 is not empty. Consider using a different bucket / prefix, manually removing the target files in S3, or using the ALLOWOVERWRITE option.",
  );
}
