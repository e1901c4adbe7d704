import type { CommonTable, GroupItem, Path, Query, QueryBody, Select, SelectItem } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseOrderBy } from "./parse-call.ts";
import { parseExpression } from "./parse-expression.ts";
import { parseFrom } from "./parse-from.ts";

/** Does a query start here, be it in parentheses of its own? */
export function startsQuery(cursor: Cursor): boolean {
  let ahead = 0;
  while (cursor.peek(ahead).kind === "operator" && cursor.peek(ahead).value === "(") ahead += 1;
  const token = cursor.peek(ahead);
  return token.kind === "word" && (token.value === "select" || token.value === "with");
}

export function parseQuery(cursor: Cursor): Query {
  const withClause = parseWith(cursor);
  const body = parseBody(cursor);
  const orderBy = cursor.at("order") ? parseOrderBy(cursor) : [];
  const tail = parseLimit(cursor);
  if (body.kind === "select" && cursor.at("for", "update")) throw cursor.unsupported("FOR UPDATE");
  return { ...withClause, body, orderBy, ...tail };
}

function parseWith(cursor: Cursor): { with: CommonTable[]; recursive: boolean } {
  if (!cursor.accept("with")) return { with: [], recursive: false };
  const recursive = cursor.accept("recursive");
  const tables: CommonTable[] = [];
  do {
    const at = cursor.peek().start;
    const name = cursor.name();
    const columns = cursor.at("(") ? parseNames(cursor) : [];
    cursor.expect("as", "(");
    const query = parseQuery(cursor);
    cursor.expect(")");
    tables.push({ name, columns, query, at });
  } while (cursor.accept(","));
  return { with: tables, recursive };
}

/** (a, b, c) */
export function parseNames(cursor: Cursor): string[] {
  cursor.expect("(");
  const names = [cursor.name()];
  while (cursor.accept(",")) names.push(cursor.name());
  cursor.expect(")");
  return names;
}

/** UNION and EXCEPT bind alike, INTERSECT binds closer. */
function parseBody(cursor: Cursor): QueryBody {
  let left = parseIntersect(cursor);
  for (;;) {
    const at = cursor.peek().start;
    const word = cursor.acceptAny(["union", "except", "minus"]);
    if (word === undefined) return left;
    const operator = word === "union" ? "union" : "except";
    const all = parseAll(cursor);
    left = { kind: "set", operator, all, left, right: parseIntersect(cursor), at };
  }
}

function parseIntersect(cursor: Cursor): QueryBody {
  let left = parseTerm(cursor);
  while (cursor.at("intersect")) {
    const at = cursor.next().start;
    const all = parseAll(cursor);
    left = { kind: "set", operator: "intersect", all, left, right: parseTerm(cursor), at };
  }
  return left;
}

function parseAll(cursor: Cursor): boolean {
  const all = cursor.accept("all");
  if (!all) cursor.accept("distinct");
  return all;
}

function parseTerm(cursor: Cursor): QueryBody {
  if (cursor.accept("(")) {
    const query = parseQuery(cursor);
    cursor.expect(")");
    return { kind: "nested", query };
  }
  if (cursor.at("values")) throw cursor.unsupported("VALUES as a query");
  return parseSelect(cursor);
}

function parseSelect(cursor: Cursor): Select {
  const at = cursor.peek().start;
  cursor.expect("select");
  const distinct = cursor.accept("distinct");
  if (distinct && cursor.at("on", "(")) throw cursor.unsupported("DISTINCT ON");
  if (!distinct) cursor.accept("all");
  const top = cursor.accept("top") ? cursor.integer() : undefined;
  const items = [parseItem(cursor)];
  while (cursor.accept(",")) items.push(parseItem(cursor));
  if (cursor.at("exclude")) throw cursor.unsupported("SELECT * EXCLUDE");
  const into = cursor.accept("into") ? parseInto(cursor) : undefined;
  const from = cursor.accept("from") ? parseFrom(cursor) : [];
  if (cursor.at("start", "with") || cursor.at("connect", "by")) {
    throw cursor.unsupported("CONNECT BY");
  }
  const where = cursor.accept("where") ? parseExpression(cursor) : undefined;
  if (cursor.at("start", "with") || cursor.at("connect", "by")) {
    throw cursor.unsupported("CONNECT BY");
  }
  const groupBy = cursor.accept("group", "by") ? parseGroupBy(cursor) : [];
  const having = cursor.accept("having") ? parseExpression(cursor) : undefined;
  if (cursor.at("window")) throw cursor.unsupported("the WINDOW clause");
  const qualify = cursor.accept("qualify") ? parseExpression(cursor) : undefined;
  return { kind: "select", distinct, top, items, into, from, where, groupBy, having, qualify, at };
}

function parseItem(cursor: Cursor): SelectItem {
  const expression = parseExpression(cursor);
  if (cursor.accept("as")) return { expression, alias: cursor.label() };
  const named = cursor.atName() && !cursor.at("exclude");
  return { expression, alias: named ? cursor.name() : undefined };
}

function parseInto(cursor: Cursor): NonNullable<Select["into"]> {
  const temporary = cursor.acceptAny(["temporary", "temp"]) !== undefined;
  cursor.accept("table");
  const name = parsePath(cursor);
  return { name, temporary: temporary || (name.at(-1) as string).startsWith("#") };
}

/** name, schema.name or database.schema.name */
export function parsePath(cursor: Cursor): Path {
  const path = [cursor.name()];
  while (path.length < 3 && cursor.accept(".")) path.push(cursor.label());
  return path;
}

function parseGroupBy(cursor: Cursor): GroupItem[] {
  if (cursor.accept("all")) throw cursor.unsupported("GROUP BY ALL");
  const items = [parseGroupItem(cursor)];
  while (cursor.accept(",")) items.push(parseGroupItem(cursor));
  return items;
}

function parseGroupItem(cursor: Cursor): GroupItem {
  const operator = cursor.at("grouping", "sets")
    ? "grouping sets"
    : cursor.at("rollup", "(")
      ? "rollup"
      : cursor.at("cube", "(")
        ? "cube"
        : undefined;
  if (operator !== undefined) {
    cursor.expect(...operator.split(" "), "(");
    const items = [parseGroupSet(cursor)];
    while (cursor.accept(",")) items.push(parseGroupSet(cursor));
    cursor.expect(")");
    return { kind: "sets", operator, items };
  }
  return parseGroupSet(cursor);
}

function parseGroupSet(cursor: Cursor): GroupItem {
  if (cursor.accept("(", ")")) return { kind: "set", items: [] };
  const expression = parseExpression(cursor);
  return expression.kind === "row" ? { kind: "set", items: expression.items } : expression;
}

function parseLimit(cursor: Cursor): Pick<Query, "limit" | "offset"> {
  let limit: Query["limit"];
  let offset: Query["offset"];
  for (;;) {
    if (cursor.accept("limit")) limit = cursor.accept("all") ? undefined : parseExpression(cursor);
    else if (cursor.accept("offset")) offset = parseExpression(cursor);
    else return { limit, offset };
  }
}
