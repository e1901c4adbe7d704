import { countChecks, judgeChecks, runChecks } from "../run/checks.ts";
import type { JobContext } from "../run/run-context.ts";
import { openWarehouse } from "../warehouse/open-warehouse.ts";

/** Runs every check over the whole warehouse. Throws a CheckFailed if one of severity "error" finds rows. */
export async function check(job: JobContext, options: { show: "keys" | "values" }): Promise<void> {
  await using warehouse = await openWarehouse(job);
  await warehouse.run("touched/everything");
  const results = await runChecks(warehouse, { ...job, ...options });
  for (const { name, proves, severity, offendingRows } of results) {
    job.log.debug({ check: name, proves, severity, offendingRows }, "ran check");
  }
  judgeChecks(results, job.log);
  job.log.info({ checks: countChecks(results) }, "checked warehouse");
}
