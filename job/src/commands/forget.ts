import { createTables } from "../run/create-tables.ts";
import { utc } from "../run/record-run.ts";
import type { JobContext } from "../run/run-context.ts";
import { openWarehouse } from "../warehouse/open-warehouse.ts";
import { withTransaction } from "../warehouse/with-transaction.ts";

/** Takes a person's rows out of star and staging, and keeps them out of every load to come. */
export async function forget(job: JobContext, user: number): Promise<void> {
  await using warehouse = await openWarehouse(job);
  const { lockWaitSeconds } = job.config.run;
  await createTables(warehouse, { ...job, lockWaitSeconds });
  await withTransaction(warehouse, async () => {
    await warehouse.lock(lockWaitSeconds);
    await warehouse.run("lake/everything");
    await warehouse.run("forget/tombstone", { USER_ID: user, NOW: utc(new Date()) });
    await warehouse.run("forget/user");
  });
  job.log.warn({ user }, "forgot user");
}
