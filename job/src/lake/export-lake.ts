import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import type { ObjectStore } from "../sources/object-store.ts";
import { formatS3Uri, type S3Uri } from "../sources/s3-uri.ts";
import type { Row, Warehouse } from "../warehouse/warehouse.ts";
import { withTransaction } from "../warehouse/with-transaction.ts";
import { listPartitions, type Pointer, readPointer, writePointer } from "./pointer.ts";
import { sweepLake } from "./sweep-lake.ts";

/** The tables of the lake, and the columns that divide each. */
const tables = {
  songplays: ["year", "month"],
  time: ["year", "month"],
  songs: ["year"],
  users: [],
  artists: [],
} as const;

type Table = keyof typeof tables;

export interface LakeContext {
  config: Config;
  warehouse: Warehouse;
  store: ObjectStore;
  log: Logger;
  /** The lake's root. */
  lake: S3Uri;
  /** Names the prefixes of this export: new for every attempt. */
  exportId: string;
}

/** What an export did. */
export interface Exported {
  partitions: number;
  files: number;
}

/**
 * Writes the partitions that runs touched since the last export, all of them the first time. Each export writes under
 * prefixes of its own, then moves the pointer, then forgets what was pending: stopped at any point, the lake is what
 * it was or what it is to be, and the next export makes up for it. Holds the run lock, so that nothing changes
 * meanwhile.
 */
export async function exportLake(context: LakeContext): Promise<Exported> {
  const { config, warehouse, store, lake } = context;
  return withTransaction(warehouse, async () => {
    await warehouse.lock(config.run.lockWaitSeconds);
    const pointer = await readPointer(store, lake);
    if (pointer === undefined) await warehouse.run("lake/everything");
    const { rows: pending } = await warehouse.run("lake/partitions");
    if (pending.length === 0) return { partitions: 0, files: 0 };
    const next = await unloadPending(context, pending, pointer ?? { version: 1, tables: {} });
    await writePointer(store, lake, next);
    await warehouse.run("lake/clear");
    await sweepLake(context, next);
    return { partitions: pending.length, files: countNew(next, context.exportId) };
  });
}

/** Unloads what is pending; gives the pointer with these partitions in the place of the former ones. */
async function unloadPending(
  { config, warehouse, store, lake, exportId }: LakeContext,
  pending: readonly Row[],
  { tables: former }: Pointer,
): Promise<Pointer> {
  const next: Pointer = { version: 1, tables: { ...former } };
  for (const table of Object.keys(tables) as Table[]) {
    const touched = pending.filter((row) => row.table_name === table);
    if (touched.length === 0) continue;
    const target = { ...lake, key: `${lake.key}${table}/${exportId}/` };
    await warehouse.run(`lake/${table}`, { TARGET: formatS3Uri(target), IAM_ROLE: config.iamRole });
    const partitions = { ...former[table] };
    // A partition that has no rows any more has no files in the new export either, and so leaves the lake.
    for (const row of touched) delete partitions[partitionOf(table, row)];
    next.tables[table] = { ...partitions, ...(await listPartitions(store, target)) };
  }
  return next;
}

/** The folder of a partition, as UNLOAD names it. */
function partitionOf(table: Table, row: Row): string {
  return tables[table].map((column) => `${column}=${row[column] ?? "__HIVE_DEFAULT_PARTITION__"}`).join("/");
}

function countNew({ tables: current }: Pointer, exportId: string): number {
  const files = Object.values(current).flatMap((partitions) => Object.values(partitions).flat());
  return files.filter((file) => file.includes(`/${exportId}/`)).length;
}
