import { commandPlan, type Plan, type Planning } from "../plan.ts";
import type { Cursor } from "../syntax/cursor.ts";

/** COPY takes its own locks: its table is known once it has read its options. */
export function planCopy(cursor: Cursor, { session }: Planning): Plan {
  return commandPlan(async (execution) => ({
    tag: await session.commands.copy(cursor.sql, execution.commandContext()),
  }));
}

export function planUnload(cursor: Cursor, { session }: Planning): Plan {
  return commandPlan(async (execution) => ({
    tag: await session.commands.unload(cursor.sql, execution.commandContext()),
  }));
}
