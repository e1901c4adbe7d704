import { SqlError } from "../../wire/database.ts";
import { bindExpression } from "../bind/bind-expression.ts";
import { hasMark, newBinder, valueMark } from "../bind/binder.ts";
import { newScope } from "../bind/scope.ts";
import type { Column, ForeignKey, Table } from "../catalog/table.ts";
import type { Planning } from "../plan.ts";
import { type Cursor, unsupported } from "../syntax/cursor.ts";
import { parseExpression } from "../syntax/parse-expression.ts";
import { parseNames, parsePath } from "../syntax/parse-query.ts";
import { parseType } from "../syntax/type-name.ts";
import { cast } from "../types/cast.ts";
import { baseName } from "../types/describe.ts";
import { targetTable } from "./target.ts";

/** The parenthesis of CREATE TABLE. */
export interface TableBody {
  columns: Column[];
  primaryKey: string[];
  uniqueKeys: string[][];
  foreignKeys: ForeignKey[];
  distkey: string | undefined;
  sortkey: string[];
  /** The table of LIKE, whose distribution and order the new one takes. */
  like: Table | undefined;
  /** Nothing but names: the statement is a CREATE TABLE AS. */
  onlyNames: boolean;
}

export function parseTableBody(cursor: Cursor, planning: Planning): TableBody {
  const body: TableBody = {
    columns: [],
    primaryKey: [],
    uniqueKeys: [],
    foreignKeys: [],
    distkey: undefined,
    sortkey: [],
    like: undefined,
    onlyNames: false,
  };
  cursor.expect("(");
  do {
    if (cursor.atName() && (cursor.peek(1).value === "," || cursor.peek(1).value === ")")) {
      return { ...body, onlyNames: true };
    }
    if (!parseTableConstraint(cursor, body)) parseItem(cursor, body, planning);
  } while (cursor.accept(","));
  cursor.expect(")");
  refuseTwice(body.columns);
  return body;
}

function refuseTwice(columns: readonly Column[]): void {
  const names = new Set<string>();
  for (const { name } of columns) {
    if (names.has(name)) throw new SqlError("42701", `column "${name}" specified more than once`);
    names.add(name);
  }
}

function parseTableConstraint(cursor: Cursor, body: TableBody): boolean {
  const mark = cursor.mark();
  if (cursor.accept("constraint")) cursor.name();
  if (cursor.accept("primary", "key")) body.primaryKey = parseNames(cursor);
  else if (cursor.accept("unique")) body.uniqueKeys.push(parseNames(cursor));
  else if (cursor.accept("foreign", "key")) body.foreignKeys.push(parseReference(cursor, parseNames(cursor)));
  else if (cursor.at("check")) throw cursor.unsupported("CHECK");
  else {
    cursor.rewind(mark);
    return false;
  }
  for (const name of body.primaryKey) {
    const column = body.columns.find((each) => each.name === name);
    if (column !== undefined) column.notNull = true;
  }
  return true;
}

function parseReference(cursor: Cursor, columns: string[]): ForeignKey {
  cursor.expect("references");
  const table = parsePath(cursor).join(".");
  const references = cursor.at("(") ? parseNames(cursor) : [];
  return { columns, table, references };
}

function parseItem(cursor: Cursor, body: TableBody, planning: Planning): void {
  if (!cursor.accept("like")) {
    parseColumn(cursor, body, planning);
    return;
  }
  const at = cursor.peek().start;
  const table = targetTable(parsePath(cursor), at, planning);
  const defaults = cursor.accept("including", "defaults");
  if (!defaults) cursor.accept("excluding", "defaults");
  body.like = table;
  for (const { name, type, notNull, encode, defaultText, defaultSql } of table.columns) {
    const plain: Column = { name, type, notNull, encode };
    body.columns.push(defaults ? { ...plain, defaultText, defaultSql } : plain);
  }
}

function parseColumn(cursor: Cursor, body: TableBody, planning: Planning): void {
  const { column, keys } = parseColumnDefinition(cursor, planning);
  body.columns.push(column);
  if (keys.primary) body.primaryKey.push(column.name);
  if (keys.unique) body.uniqueKeys.push([column.name]);
  if (keys.dist) body.distkey = column.name;
  if (keys.sort) body.sortkey.push(column.name);
  if (keys.reference !== undefined) body.foreignKeys.push(keys.reference);
}

interface ColumnKeys {
  primary: boolean;
  unique: boolean;
  dist: boolean;
  sort: boolean;
  reference: ForeignKey | undefined;
}

const UNSTORED = new Set(["oid", "name", "regclass", "regtype", "text[]", "int2[]"]);

/** name type [DEFAULT …] [IDENTITY …] [ENCODE …] [DISTKEY] [SORTKEY] [NOT NULL] [UNIQUE | PRIMARY KEY] [REFERENCES …] */
export function parseColumnDefinition(
  cursor: Cursor,
  planning: Planning,
): { column: Column; keys: ColumnKeys } {
  const name = cursor.name();
  const at = cursor.peek().start;
  const column: Column = { name, type: parseType(cursor), notNull: false };
  if (UNSTORED.has(column.type.kind)) throw unsupported(`a column of type ${baseName(column.type)}`, at);
  const keys: ColumnKeys = { primary: false, unique: false, dist: false, sort: false, reference: undefined };
  while (!cursor.atAny([",", ")", ";"]) && !cursor.atEnd()) {
    if (!parseAttribute(cursor, column, planning) && !parseKey(cursor, column, keys))
      throw cursor.syntaxError();
  }
  return { column, keys };
}

function parseAttribute(cursor: Cursor, column: Column, planning: Planning): boolean {
  if (cursor.accept("default")) parseDefault(cursor, column, planning);
  else if (cursor.accept("identity")) column.identity = parseIdentity(cursor, "always");
  else if (cursor.accept("generated", "by", "default", "as", "identity")) {
    column.identity = parseIdentity(cursor, "default");
  } else if (cursor.accept("encode")) column.encode = cursor.label();
  else if (cursor.accept("collate")) {
    if (cursor.acceptAny(["case_sensitive", "cs"]) === undefined)
      throw cursor.unsupported("COLLATE CASE_INSENSITIVE");
  } else if (cursor.accept("not", "null")) column.notNull = true;
  else return cursor.accept("null");
  if (column.identity !== undefined) column.notNull = true;
  return true;
}

function parseKey(cursor: Cursor, column: Column, keys: ColumnKeys): boolean {
  if (cursor.accept("constraint")) cursor.name();
  if (cursor.accept("primary", "key")) {
    keys.primary = true;
    column.notNull = true;
  } else if (cursor.accept("unique")) keys.unique = true;
  else if (cursor.accept("distkey")) keys.dist = true;
  else if (cursor.accept("sortkey")) keys.sort = true;
  else if (cursor.at("references")) keys.reference = parseReference(cursor, [column.name]);
  else if (cursor.at("check")) throw cursor.unsupported("CHECK");
  else return false;
  return true;
}

/** A default has no columns to read: it is bound once, when the table is made. */
function parseDefault(cursor: Cursor, column: Column, planning: Planning): void {
  const mark = cursor.mark();
  const expression = parseExpression(cursor);
  column.defaultText = cursor.textSince(mark);
  const binder = newBinder(planning.names);
  const value = bindExpression(expression, { binder, scope: newScope() });
  column.defaultSql = runtimeDefault(cast(value, column.type, { kind: "assignment", at: expression.at }).sql);
  if (hasMark(column.defaultSql)) throw cursor.unsupported("this DEFAULT");
}

/** The clock of a default is the engine's: the catalogue keeps SQL, not a moment. */
function runtimeDefault(sql: string): string {
  return sql
    .replaceAll(valueMark("statement_timestamp"), "CAST(now() AS TIMESTAMP)")
    .replaceAll(valueMark("transaction_timestamp"), "CAST(now() AS TIMESTAMP)");
}

/** IDENTITY(seed, step) */
function parseIdentity(cursor: Cursor, mode: "always" | "default"): NonNullable<Column["identity"]> {
  if (!cursor.at("(")) return { seed: 1, step: 1, mode, sequence: "" };
  cursor.expect("(");
  const seed = cursor.integer();
  cursor.expect(",");
  const step = cursor.integer();
  cursor.expect(")");
  if (step === 0) throw new SqlError("22023", "identity column step cannot be zero");
  return { seed, step, mode, sequence: "" };
}
