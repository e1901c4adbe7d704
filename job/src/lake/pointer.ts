import type { ObjectStore } from "../sources/object-store.ts";
import { formatS3Uri, type S3Uri } from "../sources/s3-uri.ts";

/**
 * What the lake is at this moment: for each table and partition ("year=2018/month=11", "" for a table that is not
 * divided) the s3:// addresses of its Parquet files. Kept in `_current.json` at the lake's root: who reads the files
 * that it names sees each partition as one export wrote it, never a mix of two.
 */
export interface Pointer {
  version: 1;
  tables: Record<string, Record<string, string[]>>;
}

function pointerAt(lake: S3Uri): S3Uri {
  return { ...lake, key: `${lake.key}_current.json` };
}

/** The lake's pointer; undefined before the first export. */
export async function readPointer(store: ObjectStore, lake: S3Uri): Promise<Pointer | undefined> {
  const { bucket, key } = pointerAt(lake);
  for await (const page of store.list(bucket, key)) {
    const object = page.find((candidate) => candidate.key === key);
    if (object) return JSON.parse(Buffer.from(await store.read(object)).toString()) as Pointer;
  }
  return undefined;
}

/** Moves the lake to what an export wrote, for all its tables at once: one write of one object. */
export async function writePointer(store: ObjectStore, lake: S3Uri, pointer: Pointer): Promise<void> {
  const { bucket, key } = pointerAt(lake);
  await store.write(bucket, key, Buffer.from(`${JSON.stringify(pointer, null, 2)}\n`));
}

/** The Parquet files under a prefix, by partition. */
export async function listPartitions(store: ObjectStore, prefix: S3Uri): Promise<Record<string, string[]>> {
  const partitions: Record<string, string[]> = {};
  for await (const page of store.list(prefix.bucket, prefix.key)) {
    for (const object of page) {
      const path = object.key.slice(prefix.key.length);
      const partition = path.slice(0, Math.max(path.lastIndexOf("/"), 0));
      partitions[partition] ??= [];
      partitions[partition].push(formatS3Uri(object));
    }
  }
  return partitions;
}
