import { SqlError } from "../../wire/database.ts";
import { bindFrom } from "../bind/bind-from.ts";
import { condition } from "../bind/bind-operator.ts";
import { type Binder, newBinder } from "../bind/binder.ts";
import { newScope, relationOf, type Scope } from "../bind/scope.ts";
import { engineName, quote, type Table } from "../catalog/table.ts";
import { commandPlan, type Execution, type Plan, type Planning, readLocks, tableLock } from "../plan.ts";
import type { Expression } from "../syntax/ast.ts";
import type { Cursor } from "../syntax/cursor.ts";
import { parseExpression, parseExpressions } from "../syntax/parse-expression.ts";
import { parseFrom } from "../syntax/parse-from.ts";
import { parseNames, parsePath } from "../syntax/parse-query.ts";
import { bindAssignment, defaultOf, findColumn, targetTable } from "./target.ts";
import { parseAssignments } from "./update.ts";

interface Merge {
  table: Table;
  alias: string;
  source: string;
  on: string;
  scope: Scope;
  binder: Binder;
}

/** MERGE INTO t USING s ON … WHEN MATCHED … WHEN NOT MATCHED …, or REMOVE DUPLICATES: https://docs.aws.amazon.com/redshift/latest/dg/r_MERGE.html */
export function planMerge(cursor: Cursor, planning: Planning): Plan {
  const merge = parseHead(cursor, planning);
  const simple = cursor.accept("remove", "duplicates");
  const statements = simple ? removeDuplicates(merge) : parseActions(cursor, merge);
  cursor.expectEnd();
  return commandPlan(
    async (execution) => {
      if (!simple) await refuseTwoMatches(merge, execution);
      for (const sql of statements) await execution.run(await execution.fillIn(sql, merge.binder));
      return { tag: "MERGE" };
    },
    { locks: [...readLocks(merge.binder), ...tableLock(merge.table, "ShareRowExclusiveLock")] },
  );
}

function parseHead(cursor: Cursor, planning: Planning): Merge {
  cursor.expect("merge", "into");
  const at = cursor.peek().start;
  const table = targetTable(parsePath(cursor), at, planning);
  const alias = cursor.accept("as") || (cursor.atName() && !cursor.at("using")) ? cursor.name() : table.name;
  cursor.expect("using");
  const binder = newBinder(planning.names);
  const scope = newScope();
  scope.relations.push(relationOf(alias, table.columns, table.schema));
  const items = parseFrom(cursor);
  if (items.length !== 1 || items[0]?.kind !== "table") {
    throw cursor.unsupported("a MERGE source that is no table");
  }
  const source = bindFrom(items[0], { binder, scope });
  cursor.expect("on");
  const on = condition(parseExpression(cursor), { binder, scope }, "ON").sql;
  return { table, alias, source, on, scope, binder };
}

/** A target row with two matches is an error there, where the engine would take either. */
async function refuseTwoMatches(
  { table, alias, source, on, binder }: Merge,
  execution: Execution,
): Promise<void> {
  const joined = `${engineName(table)} AS ${quote(alias)} JOIN ${source} ON ${on}`;
  const sql = `SELECT 1 FROM ${joined} GROUP BY ${quote(alias)}.rowid HAVING count(*) > 1 LIMIT 1`;
  const rows = await execution.rows(await execution.fillIn(sql, binder));
  if (rows.length > 0) throw new SqlError("21000", "Found multiple matches to update the same tuple.");
}

function parseActions(cursor: Cursor, merge: Merge): string[] {
  const { table, alias, source, on } = merge;
  const clauses: string[] = [];
  while (cursor.accept("when")) {
    const not = cursor.accept("not");
    cursor.expect("matched", "then");
    clauses.push(not ? parseInsert(cursor, merge) : parseMatched(cursor, merge));
  }
  if (clauses.length !== 2) {
    throw new SqlError("42601", "MERGE requires both WHEN MATCHED and WHEN NOT MATCHED clauses");
  }
  return [`MERGE INTO ${engineName(table)} AS ${quote(alias)} USING ${source} ON ${on} ${clauses.join(" ")}`];
}

function parseMatched(cursor: Cursor, { table, scope, binder }: Merge): string {
  if (cursor.accept("delete")) return "WHEN MATCHED THEN DELETE";
  cursor.expect("update", "set");
  const set = parseAssignments(cursor).map((parse) => parse(table, { binder, scope }));
  return `WHEN MATCHED THEN UPDATE SET ${set.join(", ")}`;
}

function parseInsert(cursor: Cursor, { table, scope, binder }: Merge): string {
  const at = cursor.peek().start;
  cursor.expect("insert");
  const named = cursor.at("(") ? parseNames(cursor) : undefined;
  cursor.expect("values", "(");
  const values = parseExpressions(cursor);
  cursor.expect(")");
  const columns = named?.map((name) => findColumn(table, name, at)) ?? table.columns;
  if (values.length !== columns.length) {
    throw new SqlError("42601", "INSERT has not as many expressions as target columns", { position: at + 1 });
  }
  const given = new Map(columns.map((column, index) => [column.name, values[index] as Expression]));
  const row = table.columns.map((column) => {
    const value = given.get(column.name);
    return value === undefined ? defaultOf(column) : bindAssignment(value, column, { binder, scope });
  });
  const names = table.columns.map(({ name }) => quote(name));
  return `WHEN NOT MATCHED THEN INSERT (${names.join(", ")}) VALUES (${row.join(", ")})`;
}

/** The simple form: matched rows give way to the source's, and of equal rows of the source one is kept. */
function removeDuplicates({ table, alias, source, on, scope }: Merge): string[] {
  const from = scope.relations[1];
  if (from === undefined || from.columns.length !== table.columns.length) {
    throw new SqlError("42601", "MERGE with REMOVE DUPLICATES requires tables of the same columns");
  }
  const names = table.columns.map(({ name }) => quote(name)).join(", ");
  const columns = from.columns.map(({ sql }) => sql).join(", ");
  return [
    `DELETE FROM ${engineName(table)} AS ${quote(alias)} USING ${source} WHERE ${on}`,
    `INSERT INTO ${engineName(table)} (${names}) SELECT DISTINCT ${columns} FROM ${source}`,
  ];
}
