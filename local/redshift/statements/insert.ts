import { SqlError, type Value } from "../../wire/database.ts";
import { bindQuery } from "../bind/bind-query.ts";
import { type Binder, newBinder } from "../bind/binder.ts";
import { newScope } from "../bind/scope.ts";
import { insertedRows } from "../bind/table-scan.ts";
import { type Column, engineName, quote, type Table } from "../catalog/table.ts";
import { commandPlan, type Plan, type Planning, readLocks, tableLock } from "../plan.ts";
import type { Expression, Path } from "../syntax/ast.ts";
import type { Cursor } from "../syntax/cursor.ts";
import { parseExpression } from "../syntax/parse-expression.ts";
import { parseNames, parsePath, parseQuery, startsQuery } from "../syntax/parse-query.ts";
import { literalRows } from "./literal-rows.ts";
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
  const source = bindSource(cursor, { table, columns, named, binder });
  cursor.expectEnd();
  return commandPlan(
    async (execution) => {
      // A statement made of the values takes none any more.
      const [sql, running] =
        typeof source === "string"
          ? [source, execution]
          : [source(execution.values), execution.withValues([])];
      const count = await running.insert(table, await execution.fillIn(sql, binder));
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
  /** The statement names the columns: then each of them takes a value. */
  named: boolean;
  binder: Binder;
}

/** The engine's statement, or what makes it of the parameters' values. */
type Insertion = string | ((values: readonly Value[]) => string);

function bindSource(cursor: Cursor, target: Target): Insertion {
  if (cursor.accept("values")) return bindValues(cursor, target);
  if (!cursor.accept("default", "values")) return bindSelected(cursor, target);
  const { table } = target;
  return `INSERT INTO ${engineName(table)} VALUES (${table.columns.map(defaultOf).join(", ")})`;
}

function bindValues(cursor: Cursor, target: Target): Insertion {
  const rows: Expression[][] = [];
  const { start } = cursor.peek();
  do {
    const at = cursor.peek().start;
    rows.push(parseRow(cursor));
    if (rows.at(-1)?.length !== rows[0]?.length) {
      throw new SqlError("42601", "VALUES lists must all be the same length", { position: at + 1 });
    }
  } while (cursor.accept(","));
  const columns = filledColumns(target, rows[0]?.length ?? 0, start);
  const literals = literalRows(rows, columns, target.binder);
  if (literals === undefined) return insertSql(target, rowsSql(rows, columns, target));
  const given = new Map(columns.map(({ name }, index) => [name, `q.c${index + 1}`]));
  const all = target.table.columns.map((column) => given.get(column.name) ?? defaultOf(column));
  return (values) => insertSql(target, `SELECT ${all.join(", ")} FROM (${literals(values)}) AS q`);
}

function rowsSql(
  rows: readonly Expression[][],
  columns: readonly Column[],
  { table, binder }: Target,
): string {
  const place = { binder, scope: newScope() };
  const bound = rows.map((values) => {
    const given = new Map(columns.map(({ name }, index) => [name, values[index] as Expression]));
    const row = table.columns.map((column) => {
      const value = given.get(column.name);
      return value === undefined ? defaultOf(column) : bindAssignment(value, column, place);
    });
    return `(${row.join(", ")})`;
  });
  return `VALUES ${bound.join(", ")}`;
}

function insertSql({ table }: Target, source: string): string {
  return `INSERT INTO ${engineName(table)} (${table.columns.map(({ name }) => quote(name)).join(", ")}) ${source}`;
}

function parseRow(cursor: Cursor): Expression[] {
  cursor.expect("(");
  const values = [parseExpression(cursor)];
  while (cursor.accept(",")) values.push(parseExpression(cursor));
  cursor.expect(")");
  return values;
}

/** The columns that so many values fill: all that are named, or the first ones of the table. */
function filledColumns({ columns, named }: Target, width: number, at: number): readonly Column[] {
  if (width > columns.length) {
    throw new SqlError("42601", "INSERT has more expressions than target columns", { position: at + 1 });
  }
  if (named && width < columns.length) {
    throw new SqlError("42601", "INSERT has more target columns than expressions", { position: at + 1 });
  }
  return columns.slice(0, width);
}

function bindSelected(cursor: Cursor, target: Target): string {
  const at = cursor.peek().start;
  const query = bindQuery(parseQuery(cursor), target.binder);
  const columns = filledColumns(target, query.columns.length, at);
  columns.forEach(refuseIdentity);
  const aliases = query.columns.map((_, index) => `c${index + 1}`);
  const values = query.columns.map(({ type }, index) =>
    assign({ sql: `q.c${index + 1}`, type }, columns[index] as Column, at),
  );
  const given = new Map(columns.map(({ name }, index) => [name, values[index]]));
  const all = target.table.columns.map((column) => given.get(column.name) ?? defaultOf(column));
  const rows = `SELECT ${all.join(", ")} FROM (${query.sql}) AS q(${aliases.join(", ")})`;
  return insertSql(target, insertedRows(rows, target.binder));
}
