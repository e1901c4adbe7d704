import type { Logger } from "pino";
import type { ObjectStore } from "../sources/object-store.ts";
import { formatS3Uri, type S3Uri } from "../sources/s3-uri.ts";
import type { Pointer } from "./pointer.ts";

/** How long a reader may go on with files that the pointer it read named, and the next one no longer names. */
const graceMs = 24 * 60 * 60 * 1000;

interface SweepContext {
  store: ObjectStore;
  lake: S3Uri;
  log: Logger;
}

/** Removes files that no pointer has named for a day. Best effort: what stays is swept by a later export. */
export async function sweepLake({ store, lake, log }: SweepContext, { tables }: Pointer): Promise<void> {
  const current = new Set(Object.values(tables).flatMap((partitions) => Object.values(partitions).flat()));
  const before = Date.now() - graceMs;
  try {
    for (const table of Object.keys(tables)) {
      for await (const page of store.list(lake.bucket, `${lake.key}${table}/`)) {
        const old = page.filter(
          (file) => !current.has(formatS3Uri(file)) && file.lastModified.getTime() < before,
        );
        await store.remove(
          lake.bucket,
          old.map(({ key }) => key),
        );
      }
    }
  } catch (cause) {
    log.warn({ reason: String(cause) }, "could not remove old files of the lake");
  }
}
