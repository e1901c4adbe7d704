import type { FromItem, Query } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseCallRest } from "./parse-call.ts";
import { parseExpression } from "./parse-expression.ts";
import { parseNames, parsePath, parseQuery, startsQuery } from "./parse-query.ts";

export function parseFrom(cursor: Cursor): FromItem[] {
  const items = [parseJoins(cursor)];
  while (cursor.accept(",")) items.push(parseJoins(cursor));
  return items;
}

function parseJoins(cursor: Cursor): FromItem {
  let left = parseTable(cursor);
  for (;;) {
    const at = cursor.peek().start;
    const natural = cursor.accept("natural");
    const type = parseJoinType(cursor);
    if (type === undefined) {
      if (natural) throw cursor.syntaxError();
      return left;
    }
    const right = parseTable(cursor);
    const condition = type === "cross" || natural ? {} : parseCondition(cursor);
    left = { kind: "join", type, natural, left, right, on: undefined, using: undefined, ...condition, at };
  }
}

type JoinType = Extract<FromItem, { kind: "join" }>["type"];

function parseJoinType(cursor: Cursor): JoinType | undefined {
  if (cursor.accept("join") || cursor.accept("inner", "join")) return "inner";
  if (cursor.accept("cross", "join")) return "cross";
  for (const type of ["left", "right", "full"] as const) {
    if (cursor.accept(type, "join") || cursor.accept(type, "outer", "join")) return type;
  }
  return undefined;
}

function parseCondition(cursor: Cursor) {
  if (cursor.accept("using")) return { using: parseNames(cursor) };
  cursor.expect("on");
  return { on: parseExpression(cursor) };
}

function parseTable(cursor: Cursor): FromItem {
  const at = cursor.peek().start;
  if (cursor.at("lateral")) throw cursor.unsupported("LATERAL");
  if (cursor.at("(") && startsQuery(cursor)) {
    const mark = cursor.mark();
    cursor.expect("(");
    const query = parseQuery(cursor);
    // ((select …) union …) and ((select …) a join b) both start with two parentheses.
    if (cursor.accept(")")) return parseSubquery(cursor, query, { at });
    cursor.rewind(mark);
  }
  if (cursor.accept("(")) {
    const inner = parseJoins(cursor);
    cursor.expect(")");
    return inner;
  }
  if (cursor.at("unpivot")) throw cursor.unsupported("UNPIVOT");
  if (cursor.at("values")) throw cursor.unsupported("VALUES as a table");
  const name = parsePath(cursor);
  if (cursor.accept("(")) {
    const call = parseCallRest(cursor, name.at(-1) as string, {
      at,
      schema: name.length > 1 ? name[0] : undefined,
    });
    return { kind: "function", call, ...parseAlias(cursor), at };
  }
  const alias = parseAlias(cursor);
  if (cursor.at("tablesample")) throw cursor.unsupported("TABLESAMPLE");
  if (cursor.atAny(["pivot", "unpivot"])) throw cursor.unsupported(cursor.peek().value.toUpperCase());
  return { kind: "table", name, ...alias, at };
}

function parseSubquery(cursor: Cursor, query: Query, { at }: { at: number }): FromItem {
  if (cursor.atAny(["pivot", "unpivot"])) throw cursor.unsupported(cursor.peek().value.toUpperCase());
  const { alias, columns } = parseAlias(cursor);
  // Redshift, unlike PostgreSQL, lets a derived table go without a name.
  return { kind: "subquery", query, alias: alias ?? "derived_table", columns, at };
}

function parseAlias(cursor: Cursor): { alias: string | undefined; columns: string[] } {
  const named = cursor.accept("as") || (cursor.atName() && !startsClause(cursor));
  if (!named) return { alias: undefined, columns: [] };
  const alias = cursor.label();
  if (cursor.at("at")) throw cursor.unsupported("AT in FROM (SUPER navigation)");
  if (cursor.at("(") && ![",", ")"].includes(cursor.peek(2).value)) {
    throw cursor.unsupported("a column definition list");
  }
  return { alias, columns: cursor.at("(") ? parseNames(cursor) : [] };
}

/** Words that are no reserved ones, yet start what follows a table. */
function startsClause(cursor: Cursor): boolean {
  return (
    cursor.at("start", "with") ||
    cursor.at("connect", "by") ||
    cursor.at("tablesample") ||
    cursor.at("window") ||
    cursor.at("set") ||
    cursor.at("option")
  );
}
