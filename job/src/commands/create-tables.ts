import { createTables } from "../run/create-tables.ts";
import type { JobContext } from "../run/run-context.ts";
import { openWarehouse } from "../warehouse/open-warehouse.ts";

export async function createTablesCommand(job: JobContext): Promise<void> {
  await using warehouse = await openWarehouse(job);
  const { lockWaitSeconds } = job.config.run;
  const created = await createTables(warehouse, { ...job, lockWaitSeconds });
  job.log.info(created, "created tables");
}
