import { commandPlan, type Plan, type Planning } from "../plan.ts";
import { planStatement } from "../plan-statement.ts";
import type { Cursor } from "../syntax/cursor.ts";

/** EXPLAIN [VERBOSE] statement: what the statement reads and locks. The engine's own plan would be no Redshift plan. */
export function planExplain(cursor: Cursor, planning: Planning): Plan {
  cursor.expect("explain");
  cursor.accept("verbose");
  if (cursor.at("analyze") || cursor.at("analyse")) throw cursor.unsupported("EXPLAIN ANALYZE");
  const text = cursor.sql.slice(cursor.peek().start);
  const inner = planStatement(text, planning);
  const lines = [
    inner.columns === null ? "XN Command" : `XN Query (columns=${inner.columns.length})`,
    ...inner.locks.map(({ relation, mode }) => `  ->  XN Scan on ${relation} (${mode})`),
  ];
  return {
    ...commandPlan(async () => ({ rows: once(lines.map((line) => [line])), tag: () => "EXPLAIN" })),
    columns: [{ name: "QUERY PLAN", type: { kind: "varchar" } }],
    locks: [],
  };
}

async function* once(rows: string[][]): AsyncGenerator<string[][]> {
  yield rows;
}
