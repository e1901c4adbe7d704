import { SqlError } from "../../wire/database.ts";
import { bindQuery } from "../bind/bind-query.ts";
import { type Binder, newBinder } from "../bind/binder.ts";
import { newScope } from "../bind/scope.ts";
import { type Column, engineName, quote, type Table } from "../catalog/table.ts";
import { commandPlan, type Plan, type Planning, readLocks, tableLock } from "../plan.ts";
import type { Expression, Path } from "../syntax/ast.ts";
import type { Cursor } from "../syntax/cursor.ts";
import { parseExpression } from "../syntax/parse-expression.ts";
import { parseNames, parsePath, parseQuery, startsQuery } from "../syntax/parse-query.ts";
import { assign, bindAssignment, defaultOf, findColumn, refuseIdentity, targetTable } from "./target.ts";

/** INSERT INTO t [(columns)] VALUES … | query | DEFAULT VALUES */
export function planInsert(cursor: Cursor, planning: Planning): Plan {
  cursor.expect("insert", "into");
  const at = cursor.peek().start;
  const path: Path = parsePath(cursor);
  const table = targetTable(path, at, planning);
  const named = cursor.at("(") && !startsQuery(cursor);
  const columns = named
    ? parseNames(cursor).map((name) => findColumn(table, name, at))
    : table.columns.filter((column) => column.identity?.mode !== "always");
  refuseTwice(columns);
  const binder = newBinder(planning.names, planning.parameters);
  const source = bindSource(cursor, { table, columns, binder });
  cursor.expectEnd();
  return commandPlan(
    async (execution) => {
      const count = await execution.runWithValues(await execution.fillIn(source, binder));
      return { tag: `INSERT 0 ${count}` };
    },
    {
      parameters: binder.parameters,
      locks: [...readLocks(binder), ...tableLock(table, "ShareRowExclusiveLock")],
    },
  );
}

function refuseTwice(columns: readonly Column[]): void {
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name)) throw new SqlError("42701", `column "${name}" specified more than once`);
    seen.add(name);
  }
}

interface Target {
  table: Table;
  columns: readonly Column[];
  binder: Binder;
}

function bindSource(cursor: Cursor, target: Target): string {
  if (cursor.accept("default", "values")) return insertSql(target, [], "SELECT 1");
  if (cursor.accept("values")) return bindValues(cursor, target);
  return bindSelected(cursor, target);
}

/** INSERT of all the table's columns: those not named get their defaults here, not by the engine. */
function insertSql({ table, columns }: Target, values: readonly string[], from: string): string {
  const given = new Map(columns.map((column, index) => [column.name, values[index] as string]));
  const all = table.columns.map(
    (column) => (values.length > 0 ? given.get(column.name) : undefined) ?? defaultOf(column),
  );
  const names = table.columns.map(({ name }) => quote(name));
  return `INSERT INTO ${engineName(table)} (${names.join(", ")}) SELECT ${all.join(", ")} FROM (${from})`;
}

function bindValues(cursor: Cursor, { table, columns, binder }: Target): string {
  const place = { binder, scope: newScope() };
  const names = table.columns.map(({ name }) => quote(name));
  const rows: string[] = [];
  do {
    const at = cursor.peek().start;
    const values = parseRow(cursor);
    checkWidth(values.length, columns, at);
    const given = new Map(values.map((value, index) => [columns[index]?.name, value]));
    const row = table.columns.map((column) => {
      const value = given.get(column.name);
      return value === undefined ? defaultOf(column) : bindAssignment(value, column, place);
    });
    rows.push(`(${row.join(", ")})`);
  } while (cursor.accept(","));
  return `INSERT INTO ${engineName(table)} (${names.join(", ")}) VALUES ${rows.join(", ")}`;
}

function parseRow(cursor: Cursor): Expression[] {
  cursor.expect("(");
  const values = [parseExpression(cursor)];
  while (cursor.accept(",")) values.push(parseExpression(cursor));
  cursor.expect(")");
  return values;
}

function checkWidth(width: number, columns: readonly Column[], at: number): void {
  if (width > columns.length) {
    throw new SqlError("42601", "INSERT has more expressions than target columns", { position: at + 1 });
  }
  if (width < columns.length) {
    throw new SqlError("42601", "INSERT has more target columns than expressions", { position: at + 1 });
  }
}

function bindSelected(cursor: Cursor, target: Target): string {
  const at = cursor.peek().start;
  const query = bindQuery(parseQuery(cursor), target.binder);
  // A query may fill the first columns only, when the statement names none.
  const columns = target.columns.slice(0, query.columns.length);
  checkWidth(
    query.columns.length,
    target.columns.length > query.columns.length ? target.columns : columns,
    at,
  );
  columns.forEach(refuseIdentity);
  const aliases = query.columns.map((_, index) => `c${index + 1}`);
  const values = query.columns.map(({ type }, index) =>
    assign({ sql: `q.c${index + 1}`, type }, columns[index] as Column, at),
  );
  const given = new Map(columns.map(({ name }, index) => [name, values[index]]));
  const all = target.table.columns.map((column) => given.get(column.name) ?? defaultOf(column));
  const names = target.table.columns.map(({ name }) => quote(name));
  const into = `${engineName(target.table)} (${names.join(", ")})`;
  return `INSERT INTO ${into} SELECT ${all.join(", ")} FROM (${query.sql}) AS q(${aliases.join(", ")})`;
}
