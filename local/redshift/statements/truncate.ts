import { commandPlan, type Plan, type Planning, tableLock } from "../plan.ts";
import type { Cursor } from "../syntax/cursor.ts";
import { parsePath } from "../syntax/parse-query.ts";
import { emptyTable } from "./empty-table.ts";
import { targetTable } from "./target.ts";

/** TRUNCATE commits the transaction it stands in: https://docs.aws.amazon.com/redshift/latest/dg/r_TRUNCATE.html */
export function planTruncate(cursor: Cursor, planning: Planning): Plan {
  cursor.expect("truncate");
  cursor.accept("table");
  const at = cursor.peek().start;
  const table = targetTable(parsePath(cursor), at, planning);
  cursor.expectEnd();
  return commandPlan(
    async (execution) => {
      await emptyTable(table, execution);
      await execution.endTransaction("commit");
      execution.session.status = "I";
      return { tag: "TRUNCATE TABLE" };
    },
    { locks: tableLock(table, "AccessExclusiveLock") },
  );
}
