import type { Engine } from "../../engine/open-engine.ts";
import type { StoredFile } from "../../engine/storage.ts";
import type { Command, CommandContext } from "../context.ts";
import type { CopyStatement } from "./copy-statement.ts";
import type { Load, Look, SourceFile } from "./load.ts";
import { loadDelimited } from "./load-delimited.ts";
import type { LoadHistory, LoadRecord } from "./load-history.ts";
import { loadJson } from "./load-json.ts";
import { loadParquet } from "./load-parquet.ts";
import { parseCopy } from "./parse-copy.ts";
import { formatS3Address } from "./s3-address.ts";
import { findSourceFiles } from "./source-files.ts";
import { targetColumns } from "./target-columns.ts";
import { withTemporaryFolder } from "./temporary-folder.ts";

const FORMAT_NAMES: Record<CopyStatement["format"], string> = {
  delimited: "text",
  csv: "csv",
  json: "json",
  parquet: "parquet",
};

/** COPY, as https://docs.aws.amazon.com/redshift/latest/dg/r_COPY.html has it, from S3. */
export function copyCommand(history: LoadHistory, engine: Engine): Command {
  return async (sql, context) => {
    const copy = parseCopy(sql);
    const table = await context.lockTable(copy.table, "write");
    const columns = targetColumns(table, copy);
    const source = formatS3Address(copy.source);
    const record = history.beginLoad(context, { table, source, format: FORMAT_NAMES[copy.format] });
    context.setLast("copy", { queryId: context.queryId, count: 0 });
    try {
      await withTemporaryFolder((folder) =>
        withLook(engine, context.signal, async (look) => {
          const files = await findFiles(copy, context, folder);
          await LOADERS[copy.format]({ copy, context, table, columns, files, record, folder, look });
        }),
      );
      record.status = "completed";
    } catch (error) {
      record.status = "aborted";
      throw error;
    } finally {
      record.finishedAt = new Date();
    }
    context.setLast("copy", { queryId: context.queryId, count: record.rows });
    notifyLoaded(context, record);
    return "COPY";
  };
}

const LOADERS: Record<CopyStatement["format"], (load: Load) => Promise<void>> = {
  json: loadJson,
  csv: loadDelimited,
  delimited: loadDelimited,
  parquet: loadParquet,
};

async function withLook(
  engine: Engine,
  signal: AbortSignal,
  use: (look: Look) => Promise<void>,
): Promise<void> {
  const connection = await engine.connect();
  try {
    await use((query) => connection.rows(query, { signal }));
  } finally {
    connection.close();
  }
}

const DOWNLOADS_AT_ONCE = 16;

async function findFiles(
  copy: CopyStatement,
  { storage }: CommandContext,
  folder: string,
): Promise<SourceFile[]> {
  const found = await findSourceFiles(copy, { storage, folder });
  const files: SourceFile[] = [];
  const localFile = async (file: StoredFile) => ({ ...file, path: await storage.localPath(file, folder) });
  for (let at = 0; at < found.length; at += DOWNLOADS_AT_ONCE) {
    files.push(...(await Promise.all(found.slice(at, at + DOWNLOADS_AT_ONCE).map(localFile))));
  }
  return files;
}

function notifyLoaded(context: CommandContext, { table, rows, faults }: LoadRecord): void {
  const completed = `Load into table '${table.name}' completed`;
  const notify = (message: string) => context.notify({ severity: "INFO", code: "00000", message });
  if (faults.length > 0) {
    notify(
      `${completed}, ${faults.length} record(s) could not be loaded.  Check 'sys_load_error_detail' system table for details.`,
    );
  }
  notify(`${completed}, ${rows} record(s) loaded successfully.`);
}
