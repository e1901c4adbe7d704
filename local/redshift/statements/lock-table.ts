import { SqlError } from "../../wire/database.ts";
import { commandPlan, type Plan, type Planning, tableLock } from "../plan.ts";
import type { Cursor } from "../syntax/cursor.ts";
import { parsePath } from "../syntax/parse-query.ts";
import { targetTable } from "./target.ts";

/** LOCK [TABLE] t, …: AccessExclusiveLock to the transaction's end, in the order the tables are named. */
export function planLock(cursor: Cursor, planning: Planning): Plan {
  cursor.expect("lock");
  cursor.accept("table");
  const locks = [];
  do {
    const at = cursor.peek().start;
    locks.push(...tableLock(targetTable(parsePath(cursor), at, planning), "AccessExclusiveLock"));
  } while (cursor.accept(","));
  if (cursor.at("in")) throw cursor.unsupported("a lock mode");
  cursor.expectEnd();
  if (planning.session.status === "I") {
    throw new SqlError("25P01", "LOCK TABLE may only be used in transaction blocks");
  }
  return commandPlan(async () => ({ tag: "LOCK TABLE" }), { locks });
}
