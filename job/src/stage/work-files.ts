import type { ObjectStore, StoredObject } from "../sources/object-store.ts";
import type { S3Uri } from "../sources/s3-uri.ts";

/** What keeps the work files of two warehouses apart. */
export interface WarehouseName {
  host: string;
  database: string;
}

/** Where a run keeps its parts and manifests: `WORK/<host>/<database>/<run id>/`. */
export function workPrefix(work: S3Uri, { runId, ...warehouse }: WarehouseName & { runId: string }): S3Uri {
  const { bucket, key } = warehousePrefix(work, warehouse);
  return { bucket, key: `${key}${runId}/` };
}

/** Removes a run's work files; gives the time at which the last of them was written, by the store's own clock. */
export async function removeWorkFiles(store: ObjectStore, prefix: S3Uri): Promise<Date | undefined> {
  let newest: Date | undefined;
  for await (const page of store.list(prefix.bucket, prefix.key)) {
    for (const { lastModified } of page) {
      if (newest === undefined || lastModified > newest) newest = lastModified;
    }
    await store.remove(
      prefix.bucket,
      page.map(({ key }) => key),
    );
  }
  return newest;
}

/**
 * Removes the work files of runs that were killed: those whose newest file was written before `before`, which no
 * run that is still under way can have. Gives the prefixes that were emptied.
 */
export async function removeDeadWorkFiles(
  store: ObjectStore,
  { work, before, ...warehouse }: WarehouseName & { work: S3Uri; before: Date },
): Promise<S3Uri[]> {
  const prefix = warehousePrefix(work, warehouse);
  const runs = new Map<string, StoredObject[]>();
  for await (const page of store.list(prefix.bucket, prefix.key)) {
    for (const object of page) {
      const runId = object.key.slice(prefix.key.length).split("/", 1)[0] ?? "";
      const objects = runs.get(runId);
      if (objects) objects.push(object);
      else runs.set(runId, [object]);
    }
  }
  const dead = [...runs].filter(([, objects]) => objects.every(({ lastModified }) => lastModified < before));
  for (const [, objects] of dead) {
    await store.remove(
      prefix.bucket,
      objects.map(({ key }) => key),
    );
  }
  return dead.map(([runId]) => ({ ...prefix, key: `${prefix.key}${runId}/` }));
}

/** Encoded, so that no name can lead out of WORK or into another warehouse's files. */
function warehousePrefix(work: S3Uri, { host, database }: WarehouseName): S3Uri {
  return { ...work, key: `${work.key}${encodeURIComponent(host)}/${encodeURIComponent(database)}/` };
}
