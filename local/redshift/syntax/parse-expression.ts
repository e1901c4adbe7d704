import type { Expression } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseCall } from "./parse-call.ts";
import { parsePrimary } from "./parse-primary.ts";
import { parseQuery, startsQuery } from "./parse-query.ts";
import { parseType } from "./type-name.ts";

const COMPARISONS = ["=", "<>", "!=", "<", ">", "<=", ">="];
const OTHER_OPERATORS = ["||", "~", "~*", "!~", "!~*", "~~", "!~~", "~~*", "&", "|", "#", "<<", ">>"];

/** An expression, with PostgreSQL's precedences: OR, AND, NOT, IS, comparison, IN/LIKE, other, + -, * / %, ^, ::. */
export function parseExpression(cursor: Cursor): Expression {
  return parseLoneLiteral(cursor) ?? parseOr(cursor);
}

/** A literal between commas needs no look at what could follow it: long VALUES lists are made of them. */
function parseLoneLiteral(cursor: Cursor): Expression | undefined {
  const { kind, value, start } = cursor.peek();
  if (kind !== "string" && kind !== "number") return undefined;
  const after = cursor.peek(1);
  if (after.kind !== "operator" || (after.value !== "," && after.value !== ")")) return undefined;
  cursor.next();
  return { kind, value, at: start };
}

function parseOr(cursor: Cursor): Expression {
  let left = parseAnd(cursor);
  while (cursor.at("or")) {
    const at = cursor.next().start;
    left = { kind: "binary", operator: "or", left, right: parseAnd(cursor), at };
  }
  return left;
}

export function parseExpressions(cursor: Cursor): Expression[] {
  const expressions = [parseExpression(cursor)];
  while (cursor.accept(",")) expressions.push(parseExpression(cursor));
  return expressions;
}

function parseAnd(cursor: Cursor): Expression {
  let left = parseNot(cursor);
  while (cursor.at("and")) {
    const at = cursor.next().start;
    left = { kind: "binary", operator: "and", left, right: parseNot(cursor), at };
  }
  return left;
}

function parseNot(cursor: Cursor): Expression {
  if (!cursor.at("not")) return parseIs(cursor);
  const at = cursor.next().start;
  return { kind: "unary", operator: "not", operand: parseNot(cursor), at };
}

function parseIs(cursor: Cursor): Expression {
  let operand = parseComparison(cursor);
  for (;;) {
    const at = cursor.peek().start;
    if (cursor.accept("isnull")) operand = { kind: "is", operand, test: "null", not: false, at };
    else if (cursor.accept("notnull")) operand = { kind: "is", operand, test: "null", not: true, at };
    else if (cursor.accept("is")) operand = parseIsTest(cursor, operand);
    else return operand;
  }
}

function parseIsTest(cursor: Cursor, operand: Expression): Expression {
  const at = cursor.peek().start;
  const not = cursor.accept("not");
  if (cursor.at("distinct", "from")) throw cursor.unsupported("IS DISTINCT FROM");
  const test = cursor.acceptAny(["null", "true", "false", "unknown"]);
  if (test === undefined) throw cursor.syntaxError();
  return { kind: "is", operand, test: test as "null" | "true" | "false" | "unknown", not, at };
}

function parseComparison(cursor: Cursor): Expression {
  let left = parseRange(cursor);
  for (;;) {
    const at = cursor.peek().start;
    const operator = cursor.acceptAny(COMPARISONS);
    if (operator === undefined) return left;
    left = parseRight(cursor, { left, operator: operator === "!=" ? "<>" : operator, at });
  }
}

/** The right side of an operator: a value, or ANY/ALL over a subquery or an array. */
function parseRight(
  cursor: Cursor,
  { left, operator, at }: { left: Expression; operator: string; at: number },
): Expression {
  const quantifier = cursor.acceptAny(["any", "some", "all"]);
  if (quantifier === undefined) {
    return { kind: "binary", operator, left, right: parseRange(cursor), at };
  }
  cursor.expect("(");
  const right = startsQuery(cursor) ? parseQuery(cursor) : parseExpression(cursor);
  cursor.expect(")");
  return {
    kind: "quantified",
    operator,
    quantifier: quantifier === "all" ? "all" : "any",
    left,
    right,
    at,
  };
}

/** IN, BETWEEN and LIKE. */
function parseRange(cursor: Cursor): Expression {
  let operand = parseOther(cursor);
  for (;;) {
    const mark = cursor.mark();
    const not = cursor.accept("not");
    const parsed = parseRangeTest(cursor, operand, not ? { not } : { not: false });
    if (parsed === undefined) {
      cursor.rewind(mark);
      return operand;
    }
    operand = parsed;
  }
}

function parseRangeTest(
  cursor: Cursor,
  operand: Expression,
  { not }: { not: boolean },
): Expression | undefined {
  const at = cursor.peek().start;
  if (cursor.accept("in")) return { kind: "in", operand, list: parseInList(cursor), not, at };
  if (cursor.accept("between")) {
    if (cursor.accept("symmetric")) throw cursor.unsupported("BETWEEN SYMMETRIC");
    cursor.accept("asymmetric");
    const low = parseOther(cursor);
    cursor.expect("and");
    return { kind: "between", operand, low, high: parseOther(cursor), not, at };
  }
  const variant =
    cursor.acceptAny(["like", "ilike"]) ?? (cursor.accept("similar", "to") ? "similar" : undefined);
  if (variant === undefined) return undefined;
  const pattern = parseOther(cursor);
  const escapedBy = cursor.accept("escape") ? parseOther(cursor) : undefined;
  return { kind: "like", variant: variant as "like", operand, pattern, escape: escapedBy, not, at };
}

function parseInList(cursor: Cursor) {
  cursor.expect("(");
  const list = startsQuery(cursor) ? parseQuery(cursor) : parseExpressions(cursor);
  cursor.expect(")");
  return list;
}

function parseOther(cursor: Cursor): Expression {
  let left = parseSum(cursor);
  for (;;) {
    const at = cursor.peek().start;
    const operator = acceptOther(cursor);
    if (operator === undefined) return left;
    const quantified = cursor.atAny(["any", "some", "all"]);
    left = quantified
      ? parseRight(cursor, { left, operator, at })
      : { kind: "binary", operator, left, right: parseSum(cursor), at };
  }
}

function acceptOther(cursor: Cursor): string | undefined {
  if (!cursor.accept("operator", "(")) return cursor.acceptAny(OTHER_OPERATORS);
  cursor.accept("pg_catalog", ".");
  const operator = cursor.next().value;
  cursor.expect(")");
  return operator;
}

function parseSum(cursor: Cursor): Expression {
  let left = parseProduct(cursor);
  for (;;) {
    const at = cursor.peek().start;
    const operator = cursor.acceptAny(["+", "-"]);
    if (operator === undefined) return left;
    left = { kind: "binary", operator, left, right: parseProduct(cursor), at };
  }
}

function parseProduct(cursor: Cursor): Expression {
  let left = parsePower(cursor);
  for (;;) {
    const at = cursor.peek().start;
    const operator = cursor.acceptAny(["*", "/", "%"]);
    if (operator === undefined) return left;
    left = { kind: "binary", operator, left, right: parsePower(cursor), at };
  }
}

function parsePower(cursor: Cursor): Expression {
  let left = parseZone(cursor);
  while (cursor.at("^")) {
    const at = cursor.next().start;
    left = { kind: "binary", operator: "^", left, right: parseZone(cursor), at };
  }
  return left;
}

function parseZone(cursor: Cursor): Expression {
  let operand = parseUnary(cursor);
  while (cursor.at("at", "time", "zone")) {
    const at = cursor.peek().start;
    cursor.expect("at", "time", "zone");
    operand = parseCall("timezone", [parseUnary(cursor), operand], { at });
  }
  return operand;
}

function parseUnary(cursor: Cursor): Expression {
  const at = cursor.peek().start;
  const operator = cursor.acceptAny(["-", "+", "~", "@", "|/"]);
  if (operator !== undefined) return { kind: "unary", operator, operand: parseUnary(cursor), at };
  return parsePostfix(cursor);
}

function parsePostfix(cursor: Cursor): Expression {
  let operand = parsePrimary(cursor);
  for (;;) {
    const at = cursor.peek().start;
    if (cursor.accept("::")) operand = { kind: "cast", operand, type: parseType(cursor), at };
    else if (cursor.accept("collate")) operand = parseCollate(cursor, operand);
    else if (cursor.at("[")) throw cursor.unsupported("a subscript (SUPER navigation)");
    else return operand;
  }
}

/** Bytes decide every comparison here, as "default", "C" and case_sensitive say. */
function parseCollate(cursor: Cursor, operand: Expression): Expression {
  cursor.accept("pg_catalog", ".");
  const collation = cursor.label();
  if (["default", "c", "case_sensitive", "cs"].includes(collation)) return operand;
  throw cursor.unsupported(`collation ${collation}`);
}
