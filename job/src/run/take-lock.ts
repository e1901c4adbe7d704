import { openWarehouse } from "../warehouse/open-warehouse.ts";
import type { RunContext } from "./run-context.ts";

/** A wait that is shorter is not worth a word. */
const silentMs = 1_000;

/** Takes the run lock, and says for whom it waits if it must. Throws a Busy when the wait is over. */
export async function takeLock(context: RunContext): Promise<void> {
  let telling: Promise<void> | undefined;
  const timer = setTimeout(() => {
    telling = tellHolder(context);
  }, silentMs);
  try {
    await context.warehouse.lock(context.config.run.lockWaitSeconds);
  } finally {
    clearTimeout(timer);
    await telling;
  }
}

/** Asks on a second connection, since the run's own is the one that waits. Best effort: the wait goes on anyhow. */
async function tellHolder(context: RunContext): Promise<void> {
  const { lockWaitSeconds } = context.config.run;
  try {
    await using second = await openWarehouse(context);
    const { rows } = await second.run("session/lock_holder");
    context.log.warn({ ...rows[0], lockWaitSeconds }, "waiting for another run");
  } catch (cause) {
    context.log.warn({ reason: String(cause), lockWaitSeconds }, "waiting for another run");
  }
}
