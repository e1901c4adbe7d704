import { SqlError } from "../../wire/database.ts";
import { quote } from "../catalog/table.ts";
import type { CommonTable, Expression, OrderItem, Query, QueryBody } from "../syntax/ast.ts";
import { unsupported } from "../syntax/cursor.ts";
import { cast } from "../types/cast.ts";
import { commonType } from "../types/common-type.ts";
import { baseName, engineType } from "../types/describe.ts";
import { sameType } from "../types/groups.ts";
import type { Type } from "../types/type.ts";
import { bindExpression, noteParameter, type Place } from "./bind-expression.ts";
import { bindSelect } from "./bind-select.ts";
import type { Binder } from "./binder.ts";
import { newScope, type Scope } from "./scope.ts";

export interface OutputColumn {
  name: string;
  type: Type;
}

/** A query in the engine's SQL. Names in `columns` may repeat; the engine knows the columns by position. */
export interface BoundQuery {
  sql: string;
  columns: readonly OutputColumn[];
}

/** Binds a query; `parent` is the scope around a subquery. Throws what the server would. */
export function bindQuery(
  query: Query,
  binder: Binder,
  { parent }: { parent?: Scope | undefined } = {},
): BoundQuery {
  const outer = binder.commonTables;
  try {
    const tables = query.with.map((table) =>
      bindCommonTable(table, binder, { recursive: query.recursive, parent }),
    );
    const { sql, columns } = bindOrdered(query, binder, parent);
    const word = query.recursive ? "WITH RECURSIVE" : "WITH";
    return { sql: tables.length === 0 ? sql : `${word} ${tables.join(", ")} ${sql}`, columns };
  } finally {
    binder.commonTables = outer;
  }
}

function bindCommonTable(
  table: CommonTable,
  binder: Binder,
  { recursive, parent }: { recursive: boolean; parent: Scope | undefined },
): string {
  const { body } = table.query;
  if (recursive && body.kind === "set" && body.operator === "union" && table.columns.length > 0) {
    // The first branch gives the columns that the second one reads.
    const first = bindBody(body.left, binder, parent);
    declare(table, first.columns, binder);
    const second = bindBody(body.right, binder, parent);
    const types = first.columns.map(({ type }) => settle(type));
    const branches = [first, second].map((branch) => castColumns(branch, types));
    const glue = body.all ? " UNION ALL " : " UNION ";
    return `${quote(table.name)}(${table.columns.map(quote).join(", ")}) AS (${branches.join(glue)})`;
  }
  const query = bindQuery(table.query, binder, { parent });
  const columns = declare(table, query.columns, binder);
  return `${quote(table.name)}(${columns.map(({ name }) => quote(name)).join(", ")}) AS (${query.sql})`;
}

function declare(table: CommonTable, columns: readonly OutputColumn[], binder: Binder): OutputColumn[] {
  const named = renameColumns(columns, table.columns, { alias: table.name, at: table.at });
  binder.commonTables = { name: table.name, columns: named, parent: binder.commonTables };
  return named;
}

/** The columns under the names that an alias list gives; those it leaves keep theirs, each made unique. */
export function renameColumns(
  columns: readonly OutputColumn[],
  names: readonly string[],
  { alias, at }: { alias: string; at: number },
): OutputColumn[] {
  if (names.length > columns.length) {
    const message = `table "${alias}" has ${columns.length} columns available but ${names.length} columns specified`;
    throw new SqlError("42P10", message, { position: at + 1 });
  }
  return columns.map(({ name, type }, index) => ({ name: names[index] ?? name, type: settle(type) }));
}

/** Text of no declared type is varchar from where it gets a name. */
export function settle(type: Type): Type {
  return type.kind === "unknown" ? { ...type, kind: "varchar" } : type;
}

function bindOrdered(query: Query, binder: Binder, parent: Scope | undefined): BoundQuery {
  const { body } = query;
  const tail = bindTail(query, { binder, scope: newScope(parent) });
  if (body.kind === "select") {
    return bindSelect(body, { binder, parent, orderBy: query.orderBy, tail });
  }
  const bound = bindBody(body, binder, parent);
  const order = query.orderBy.map((item) => bindSetOrder(item, bound.columns));
  const orderBy = order.length === 0 ? "" : ` ORDER BY ${order.join(", ")}`;
  return { sql: `${bound.sql}${orderBy}${tail}`, columns: bound.columns };
}

/** ORDER BY over a UNION knows only the output columns. */
function bindSetOrder(item: OrderItem, columns: readonly OutputColumn[]): string {
  const { expression } = item;
  const position = ordinalOf(expression, columns);
  if (position === undefined) throw unsupported("ORDER BY an expression over a set operation", expression.at);
  return `${position}${orderSuffix(item)}`;
}

/** The output column that an ORDER BY or GROUP BY item means, from 1: by number, or by its name. */
export function ordinalOf(expression: Expression, columns: readonly OutputColumn[]): number | undefined {
  if (expression.kind === "number" && /^\d+$/.test(expression.value)) {
    const position = Number(expression.value);
    if (position < 1 || position > columns.length) {
      throw new SqlError("42P10", `ORDER BY position ${position} is not in select list`, {
        position: expression.at + 1,
      });
    }
    return position;
  }
  if (expression.kind !== "column" || expression.path.length !== 1) return undefined;
  const index = columns.findIndex(({ name }) => name === expression.path[0]);
  return index < 0 ? undefined : index + 1;
}

/** Nulls sort as the largest value, unless told otherwise: that is the engine's setting too. */
export function orderSuffix({ descending, nulls }: OrderItem): string {
  return `${descending ? " DESC" : " ASC"}${nulls === undefined ? "" : ` NULLS ${nulls.toUpperCase()}`}`;
}

function bindTail(query: Query, place: Place): string {
  const top = query.body.kind === "select" ? query.body.top : undefined;
  const limit = query.limit === undefined ? top?.toString() : bindCount(query.limit, place, "LIMIT");
  const offset = query.offset === undefined ? undefined : bindCount(query.offset, place, "OFFSET");
  return `${limit === undefined ? "" : ` LIMIT ${limit}`}${offset === undefined ? "" : ` OFFSET ${offset}`}`;
}

function bindCount(expression: Expression, place: Place, clause: string): string {
  if (expression.kind === "parameter") noteParameter(expression.index, { kind: "int8" }, place.binder);
  const value = bindExpression(expression, place);
  if (value.literal === null) return "NULL";
  if (value.constant !== undefined && value.constant < 0) {
    throw new SqlError("2201W", `${clause} must not be negative`, { position: expression.at + 1 });
  }
  return cast(value, { kind: "int8" }, { kind: "assignment", at: expression.at }).sql;
}

function bindBody(body: QueryBody, binder: Binder, parent: Scope | undefined): BoundQuery {
  switch (body.kind) {
    case "select":
      return bindSelect(body, {
        binder,
        parent,
        orderBy: [],
        tail: body.top === undefined ? "" : ` LIMIT ${body.top}`,
      });
    case "nested": {
      const { sql, columns } = bindQuery(body.query, binder, { parent });
      return { sql: `(${sql})`, columns };
    }
    case "values":
      throw unsupported("VALUES as a query", body.at);
    case "set":
      return bindSet(body, binder, parent);
  }
}

function bindSet(
  body: Extract<QueryBody, { kind: "set" }>,
  binder: Binder,
  parent: Scope | undefined,
): BoundQuery {
  const left = bindBody(body.left, binder, parent);
  const right = bindBody(body.right, binder, parent);
  const word = body.operator.toUpperCase();
  if (left.columns.length !== right.columns.length) {
    throw new SqlError("42601", `each ${word} query must have the same number of columns`, {
      position: body.at + 1,
    });
  }
  if (body.all && body.operator !== "union") throw unsupported(`${word} ALL`, body.at);
  const types = left.columns.map(({ type }, index) =>
    setType([type, right.columns[index]?.type as Type], word, body.at),
  );
  const [one, other] = [left, right].map((side) => castColumns(side, types));
  const columns = left.columns.map(({ name }, index) => ({ name, type: types[index] as Type }));
  return { sql: `${one} ${word}${body.all ? " ALL" : ""} ${other}`, columns };
}

function setType([left, right]: [Type, Type], word: string, at: number): Type {
  const type = commonType(left, right);
  if (type !== undefined) return settle(type);
  throw new SqlError("42804", `${word} types ${baseName(left)} and ${baseName(right)} cannot be matched`, {
    position: at + 1,
  });
}

/** The query with each column in the type asked for. */
function castColumns(query: BoundQuery, types: readonly Type[]): string {
  const alike = query.columns.every(({ type }, index) => sameStorage(type, types[index] as Type));
  if (alike) return query.sql.startsWith("WITH") ? `(${query.sql})` : query.sql;
  const names = types.map((_, index) => `c${index + 1}`);
  const casts = query.columns.map(({ type }, index) => {
    const target = types[index] as Type;
    const sql = names[index] as string;
    if (type.kind === "unknown") return `CAST(${sql} AS ${engineType(target)})`;
    return cast({ sql, type }, target, { kind: "implicit", at: 0 }).sql;
  });
  return `SELECT ${casts.join(", ")} FROM (${query.sql}) AS q(${names.join(", ")})`;
}

function sameStorage(left: Type, right: Type): boolean {
  if (left.kind === "unknown") return engineType(right) === "VARCHAR";
  return sameType(left, right) || (engineType(left) === "VARCHAR" && engineType(right) === "VARCHAR");
}
