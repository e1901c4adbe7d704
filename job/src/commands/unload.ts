import { randomUUID } from "node:crypto";
import { ConfigError } from "../errors.ts";
import { type Exported, exportLake } from "../lake/export-lake.ts";
import { createTables } from "../run/create-tables.ts";
import type { JobContext } from "../run/run-context.ts";
import { openObjectStore } from "../sources/open-object-store.ts";
import type { S3Uri } from "../sources/s3-uri.ts";
import { openWarehouse } from "../warehouse/open-warehouse.ts";

/** Writes to the lake what changed since the last export. */
export async function unload(job: JobContext): Promise<void> {
  const { lake } = job.config.s3;
  if (lake === undefined) {
    throw new ConfigError([
      "[S3] LAKE: expected s3://bucket/prefix/, got nothing: there is no lake to write to",
    ]);
  }
  job.log.info({ lake: await exportTo(lake, job) }, "unloaded lake");
}

/** One export, on a connection of its own. */
export async function exportTo(lake: S3Uri, job: JobContext): Promise<Exported & { ms: number }> {
  const start = performance.now();
  const store = await openObjectStore({ ...job.storage, region: job.config.s3.region });
  try {
    await using warehouse = await openWarehouse(job);
    const { lockWaitSeconds } = job.config.run;
    await createTables(warehouse, { ...job, lockWaitSeconds });
    const exported = await exportLake({ ...job, warehouse, store, lake, exportId: randomUUID() });
    return { ...exported, ms: Math.round(performance.now() - start) };
  } finally {
    store.close();
  }
}
