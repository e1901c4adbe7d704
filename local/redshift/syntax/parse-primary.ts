import type { Expression, Path } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseCall, parseCallRest } from "./parse-call.ts";
import { parseExpression, parseExpressions } from "./parse-expression.ts";
import { parseQuery, startsQuery } from "./parse-query.ts";
import { parseSpecialCall } from "./parse-special-call.ts";
import { parseType } from "./type-name.ts";

/** Functions that are called without parentheses. */
const BARE_CALLS = [
  "sysdate",
  "current_date",
  "current_time",
  "current_timestamp",
  "localtime",
  "localtimestamp",
  "current_user",
  "current_user_id",
  "session_user",
  "user",
];

/** Types that may stand before a literal: date '2018-11-01'. */
const LITERAL_TYPES = ["date", "time", "timestamp", "timestamptz", "timetz"];

export function parsePrimary(cursor: Cursor): Expression {
  const token = cursor.peek();
  switch (token.kind) {
    case "string":
      cursor.next();
      return { kind: "string", value: token.value, at: token.start };
    case "number":
      cursor.next();
      return { kind: "number", value: token.value, at: token.start };
    case "parameter":
      cursor.next();
      return { kind: "parameter", index: Number(token.value), at: token.start };
    case "operator":
      return parseParenthesis(cursor);
    default:
      return parseKeyword(cursor) ?? parseNamed(cursor);
  }
}

function parseParenthesis(cursor: Cursor): Expression {
  const at = cursor.peek().start;
  if (cursor.accept("*")) return { kind: "star", path: [], at };
  if (cursor.atAny(["[", "{"])) throw cursor.unsupported("a list or struct literal");
  cursor.expect("(");
  if (startsQuery(cursor)) {
    const query = parseQuery(cursor);
    cursor.expect(")");
    return { kind: "subquery", query, at };
  }
  const items = parseExpressions(cursor);
  cursor.expect(")");
  return items.length === 1 ? (items[0] as Expression) : { kind: "row", items, at };
}

function parseKeyword(cursor: Cursor): Expression | undefined {
  const at = cursor.peek().start;
  if (cursor.accept("null")) return { kind: "null", at };
  if (cursor.accept("default")) return { kind: "default", at };
  if (cursor.atAny(["true", "false"])) return { kind: "boolean", value: cursor.next().value === "true", at };
  if (cursor.accept("case")) return parseCase(cursor, at);
  if (cursor.at("exists", "(")) return parseExists(cursor, at);
  if (cursor.at("interval") && ["string", "parameter"].includes(cursor.peek(1).kind)) {
    return parseInterval(cursor, at);
  }
  if (cursor.at("array")) return parseArray(cursor, at);
  if (cursor.atAny(LITERAL_TYPES)) return parseTypedLiteral(cursor, at);
  if (cursor.at("collate", "(")) throw cursor.unsupported("function collate()");
  const bare = cursor.at("user", "(") ? undefined : cursor.acceptAny(BARE_CALLS);
  if (bare !== undefined) {
    if (cursor.accept("(")) {
      if (!cursor.accept(")")) cursor.skipParentheses();
    }
    return parseCall(bare, [], { at });
  }
  return parseSpecialCall(cursor);
}

function parseCase(cursor: Cursor, at: number): Expression {
  const subject = cursor.at("when") ? undefined : parseExpression(cursor);
  const branches: { when: Expression; result: Expression }[] = [];
  while (cursor.accept("when")) {
    const when = parseExpression(cursor);
    cursor.expect("then");
    branches.push({ when, result: parseExpression(cursor) });
  }
  if (branches.length === 0) throw cursor.syntaxError();
  const otherwise = cursor.accept("else") ? parseExpression(cursor) : undefined;
  cursor.expect("end");
  return { kind: "case", subject, branches, otherwise, at };
}

function parseExists(cursor: Cursor, at: number): Expression {
  cursor.expect("exists", "(");
  const query = parseQuery(cursor);
  cursor.expect(")");
  return { kind: "exists", query, at };
}

const UNITS = ["year", "month", "day", "hour", "minute", "second"];

function parseInterval(cursor: Cursor, at: number): Expression {
  cursor.expect("interval");
  const text = cursor.string();
  const unit = cursor.acceptAny(UNITS);
  if (unit !== undefined && cursor.accept("to")) {
    const last = cursor.acceptAny(UNITS);
    if (last === undefined) throw cursor.syntaxError();
    return { kind: "interval", text, unit: `${unit} to ${last}`, at };
  }
  return { kind: "interval", text, unit, at };
}

/** ARRAY(select …) is PostgreSQL's own, met in the queries of psql; ARRAY[…] likewise; array(…) makes a SUPER. */
function parseArray(cursor: Cursor, at: number): Expression {
  cursor.expect("array");
  if (cursor.accept("[")) {
    const items = cursor.at("]") ? [] : parseExpressions(cursor);
    cursor.expect("]");
    return { kind: "array", items, at };
  }
  cursor.expect("(");
  if (!startsQuery(cursor)) throw cursor.unsupported("type SUPER");
  const query = parseQuery(cursor);
  cursor.expect(")");
  return { kind: "array", items: query, at };
}

function parseTypedLiteral(cursor: Cursor, at: number): Expression | undefined {
  const mark = cursor.mark();
  const type = cursor.at("date", "(") ? undefined : parseType(cursor);
  const token = cursor.peek();
  if (type === undefined || token.kind !== "string") {
    cursor.rewind(mark);
    return undefined;
  }
  cursor.next();
  const operand = { kind: "string", value: token.value, at: token.start } as const;
  return { kind: "cast", operand, type, at };
}

function parseNamed(cursor: Cursor): Expression {
  const at = cursor.peek().start;
  if (cursor.at("approximate")) {
    const mark = cursor.mark();
    cursor.next();
    if (cursor.atName() && cursor.peek(1).value === "(") {
      const name = cursor.name();
      cursor.expect("(");
      return parseCallRest(cursor, name, { at, approximate: true });
    }
    cursor.rewind(mark);
  }
  const callable = cursor.peek(1).kind === "operator" && cursor.peek(1).value === "(";
  const path = [callable && cursor.atAny(["left", "right", "user"]) ? cursor.label() : cursor.name()];
  while (cursor.accept(".")) {
    if (cursor.accept("*")) return { kind: "star", path, at };
    path.push(cursor.label());
  }
  if (cursor.accept("(")) return parseQualifiedCall(cursor, path, at);
  return { kind: "column", path, at };
}

function parseQualifiedCall(cursor: Cursor, path: Path, at: number): Expression {
  const name = path.at(-1) as string;
  if (cursor.at("+", ")")) throw cursor.unsupported("the outer join operator (+)");
  if (path.length > 2) throw cursor.unsupported("a function of another database");
  return parseCallRest(cursor, name, { at, schema: path.length === 2 ? path[0] : undefined });
}
