import { createTables } from "../run/create-tables.ts";
import type { JobContext } from "../run/run-context.ts";
import { openWarehouse } from "../warehouse/open-warehouse.ts";
import { withTransaction } from "../warehouse/with-transaction.ts";

/** Removes every table with all its rows and creates them anew. Waits for a run that is under way. */
export async function reset(job: JobContext): Promise<void> {
  await using warehouse = await openWarehouse(job);
  const { lockWaitSeconds } = job.config.run;
  await createTables(warehouse, { ...job, lockWaitSeconds });
  await withTransaction(warehouse, async () => {
    await warehouse.lock(lockWaitSeconds);
    await warehouse.run("reset/drop");
  });
  const created = await createTables(warehouse, { ...job, lockWaitSeconds });
  job.log.warn(created, "reset warehouse");
}
