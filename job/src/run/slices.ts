import type { Warehouse } from "../warehouse/warehouse.ts";
import type { JobContext } from "./run-context.ts";

/**
 * The cluster's slices, for the number of parts. Asked before the transaction: a look at a system table takes the
 * snapshot, and a run must take its own only once it holds the lock.
 */
export async function countSlices({ config, log }: JobContext, warehouse: Warehouse): Promise<number> {
  const { rows } = await warehouse.run("session/slices");
  const slices = Number(rows[0]?.slices);
  if (slices > 0) return slices;
  log.warn({ slices: config.run.slices }, "no slices visible: using [RUN] SLICES");
  return config.run.slices;
}
