import { commandPlan, type Plan, type Planning } from "../plan.ts";
import type { Cursor } from "../syntax/cursor.ts";
import { parsePath } from "../syntax/parse-query.ts";
import { findColumn, targetTable } from "./target.ts";

/** COMMENT ON TABLE t | COLUMN t.c IS 'text' | NULL; on other objects it is refused. */
export function planComment(cursor: Cursor, planning: Planning): Plan {
  cursor.expect("comment", "on");
  const kind = cursor.acceptAny(["table", "column"]);
  if (kind === undefined) throw cursor.unsupported(`COMMENT ON ${cursor.peek().value.toUpperCase()}`);
  const at = cursor.peek().start;
  const path = parsePath(cursor);
  cursor.expect("is");
  const comment = cursor.accept("null") ? undefined : cursor.string();
  cursor.expectEnd();
  const table = targetTable(kind === "table" ? path : path.slice(0, -1), at, planning);
  const column = kind === "table" ? undefined : findColumn(table, path.at(-1) as string, at);
  const columns = table.columns.map((each) => (each === column ? { ...each, comment } : each));
  const next = column === undefined ? { ...table, comment } : { ...table, columns };
  return commandPlan(async ({ catalog }) => {
    catalog.put({ kind: "table", table: next });
    return { tag: "COMMENT" };
  });
}
