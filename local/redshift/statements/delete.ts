import { bindFrom } from "../bind/bind-from.ts";
import { condition } from "../bind/bind-operator.ts";
import { newBinder } from "../bind/binder.ts";
import { newScope, relationOf } from "../bind/scope.ts";
import { engineName, quote } from "../catalog/table.ts";
import { commandPlan, type Plan, type Planning, readLocks, tableLock } from "../plan.ts";
import type { Cursor } from "../syntax/cursor.ts";
import { parseExpression } from "../syntax/parse-expression.ts";
import { parseFrom } from "../syntax/parse-from.ts";
import { parsePath } from "../syntax/parse-query.ts";
import { emptyTable } from "./empty-table.ts";
import { targetTable } from "./target.ts";

/** DELETE [FROM] t [USING …] [WHERE …] */
export function planDelete(cursor: Cursor, planning: Planning): Plan {
  cursor.expect("delete");
  cursor.accept("from");
  const at = cursor.peek().start;
  const table = targetTable(parsePath(cursor), at, planning);
  const alias = cursor.accept("as") || cursor.atName() ? cursor.name() : table.name;
  const binder = newBinder(planning.names, planning.parameters);
  const place = { binder, scope: newScope() };
  place.scope.relations.push(relationOf(alias, table.columns, table.schema));
  const using = cursor.accept("using") ? parseFrom(cursor).map((item) => bindFrom(item, place)) : [];
  const where = cursor.accept("where")
    ? ` WHERE ${condition(parseExpression(cursor), place, "where").sql}`
    : "";
  cursor.expectEnd();
  const tables = using.length === 0 ? "" : ` USING ${using.join(", ")}`;
  const sql = `DELETE FROM ${engineName(table)} AS ${quote(alias)}${tables}${where}`;
  const isWhole = tables === "" && where === "";
  return commandPlan(
    async (execution) => {
      const count = isWhole
        ? await emptyTable(table, execution)
        : await execution.runWithValues(await execution.fillIn(sql, binder));
      return { tag: `DELETE ${count}` };
    },
    {
      parameters: binder.parameters,
      locks: [...readLocks(binder), ...tableLock(table, "ShareRowExclusiveLock")],
    },
  );
}
