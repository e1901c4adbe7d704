import type { Place } from "../bind/bind-expression.ts";
import { bindFrom } from "../bind/bind-from.ts";
import { condition } from "../bind/bind-operator.ts";
import { newBinder } from "../bind/binder.ts";
import { newScope, relationOf } from "../bind/scope.ts";
import { engineName, quote, type Table } from "../catalog/table.ts";
import { commandPlan, type Plan, type Planning, readLocks, tableLock } from "../plan.ts";
import type { Cursor } from "../syntax/cursor.ts";
import { parseExpression } from "../syntax/parse-expression.ts";
import { parseFrom } from "../syntax/parse-from.ts";
import { parsePath } from "../syntax/parse-query.ts";
import { bindAssignment, findColumn, refuseIdentity, targetTable } from "./target.ts";

/** UPDATE t [alias] SET c = value, … [FROM …] [WHERE …] */
export function planUpdate(cursor: Cursor, planning: Planning): Plan {
  cursor.expect("update");
  const at = cursor.peek().start;
  const table = targetTable(parsePath(cursor), at, planning);
  const alias = cursor.accept("as") || (cursor.atName() && !cursor.at("set")) ? cursor.name() : table.name;
  cursor.expect("set");
  const binder = newBinder(planning.names, planning.parameters);
  const place = { binder, scope: newScope() };
  place.scope.relations.push(relationOf(alias, table.columns, table.schema));
  const assignments = parseAssignments(cursor);
  const from = cursor.accept("from") ? parseFrom(cursor).map((item) => bindFrom(item, place)) : [];
  const set = assignments.map((parse) => parse(table, place));
  const where = cursor.accept("where")
    ? ` WHERE ${condition(parseExpression(cursor), place, "where").sql}`
    : "";
  cursor.expectEnd();
  const tables = from.length === 0 ? "" : ` FROM ${from.join(", ")}`;
  const sql = `UPDATE ${engineName(table)} AS ${quote(alias)} SET ${set.join(", ")}${tables}${where}`;
  return commandPlan(
    async (execution) => {
      const count = await execution.runWithValues(await execution.fillIn(sql, binder));
      return { tag: `UPDATE ${count}` };
    },
    {
      parameters: binder.parameters,
      locks: [...readLocks(binder), ...tableLock(table, "ShareRowExclusiveLock")],
    },
  );
}

/** Values are bound once FROM, which stands behind them, has brought its tables. */
export function parseAssignments(cursor: Cursor): ((table: Table, place: Place) => string)[] {
  const assignments: ((table: Table, place: Place) => string)[] = [];
  do {
    const at = cursor.peek().start;
    const path = parsePath(cursor);
    cursor.expect("=");
    const value = parseExpression(cursor);
    assignments.push((table, place) => {
      const column = findColumn(table, path.at(-1) as string, at);
      refuseIdentity(column);
      return `${quote(column.name)} = ${bindAssignment(value, column, place)}`;
    });
  } while (cursor.accept(","));
  return assignments;
}
