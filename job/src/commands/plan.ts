import { nothingKnown, readKnown } from "../run/known-versions.ts";
import { listChanges, prefixOf, type Source } from "../run/list-changes.ts";
import type { JobContext } from "../run/run-context.ts";
import type { Selection } from "../run/selection.ts";
import { countSlices } from "../run/slices.ts";
import { sortBySize } from "../run/stage-source.ts";
import type { ObjectStore } from "../sources/object-store.ts";
import { openObjectStore } from "../sources/open-object-store.ts";
import { divideObjects } from "../stage/divide-objects.ts";
import { openWarehouse } from "../warehouse/open-warehouse.ts";

/** Says what a run would load, and changes nothing: a warehouse without tables has loaded nothing yet. */
export async function plan(job: JobContext, selection: Selection): Promise<void> {
  const store = await openObjectStore({ ...job.storage, region: job.config.s3.region });
  try {
    await using warehouse = await openWarehouse(job);
    const slices = await countSlices(job, warehouse);
    const { rows } = await warehouse.run("session/tables");
    const hasLedger = rows.some((row) => row.table_name === "etl_rejects");
    const known = hasLedger ? await readKnown(warehouse, { config: job.config, selection }) : nothingKnown;
    for (const source of ["events", "songs"] satisfies Source[]) {
      const line = await planSource(source, { job, store, known: known[source], slices, selection });
      job.log.info(line, "planned source");
    }
  } finally {
    store.close();
  }
}

interface Planning {
  job: JobContext;
  store: ObjectStore;
  known: ReadonlySet<string>;
  slices: number;
  selection: Selection;
}

async function planSource(source: Source, { job, store, known, slices, selection }: Planning) {
  const prefix = prefixOf(source, job.config.s3);
  const pages = store.list(prefix.bucket, prefix.key);
  const { objects, listed, ignored } = await listChanges(source, { ...job, pages, selection, known });
  const { small, zipped, large } = sortBySize(objects);
  return {
    source,
    listed,
    ignored: ignored.length,
    files: objects.length,
    bytes: objects.reduce((sum, { size }) => sum + size, 0),
    bundled: small.length,
    parts: divideObjects(small, { slices }).length,
    direct: zipped.length + large.length,
  };
}
