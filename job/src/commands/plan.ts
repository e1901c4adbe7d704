import { listChanges, type Source } from "../run/list-changes.ts";
import type { JobContext } from "../run/run-context.ts";
import { countSlices } from "../run/slices.ts";
import { sortBySize } from "../run/stage-source.ts";
import type { ObjectStore } from "../sources/object-store.ts";
import { openObjectStore } from "../sources/open-object-store.ts";
import { divideObjects } from "../stage/divide-objects.ts";
import { openWarehouse } from "../warehouse/open-warehouse.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";

/** Says what a run would load, and changes nothing: a warehouse without tables has loaded nothing yet. */
export async function plan(job: JobContext): Promise<void> {
  const store = await openObjectStore({ folder: job.s3Folder, region: job.config.s3.region });
  try {
    await using warehouse = await openWarehouse(job);
    for (const line of await planSources(job, { store, warehouse })) job.log.info(line, "planned source");
  } finally {
    store.close();
  }
}

async function planSources(
  job: JobContext,
  { store, warehouse }: { store: ObjectStore; warehouse: Warehouse },
) {
  const slices = await countSlices(job, warehouse);
  const { rows } = await warehouse.run("session/tables");
  const hasLedger = rows.some((row) => row.table_name === "etl_files");
  const lines: Record<string, unknown>[] = [];
  for (const source of ["events", "songs"] satisfies Source[]) {
    const changes = await listChanges(hasLedger ? warehouse : undefined, source, { ...job, store });
    const { small, zipped, large } = sortBySize(changes.objects);
    lines.push({
      source,
      listed: changes.listed,
      ignored: changes.ignored.length,
      files: changes.objects.length,
      bytes: changes.objects.reduce((sum, { size }) => sum + size, 0),
      bundled: small.length,
      parts: divideObjects(small, { slices }).length,
      direct: zipped.length + large.length,
    });
  }
  return lines;
}
