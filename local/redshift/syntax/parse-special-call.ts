import type { Expression } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseCall } from "./parse-call.ts";
import { parseExpression, parseExpressions } from "./parse-expression.ts";
import { parseType } from "./type-name.ts";

type Reader = (cursor: Cursor, at: number) => Expression;

/** Calls whose arguments are not a plain list. */
const SPECIAL: Record<string, Reader> = {
  cast: readCast,
  try_cast: readTryCast,
  convert: readConvert,
  extract: readExtract,
  position: readPosition,
  substring: readSubstring,
  trim: readTrim,
  date_part: readDatePart,
  datepart: readDatePart,
  date_trunc: readFirstAsUnit("date_trunc"),
  dateadd: readFirstAsUnit("dateadd"),
  date_add: readFirstAsUnit("dateadd"),
  datediff: readFirstAsUnit("datediff"),
  date_diff: readFirstAsUnit("datediff"),
};

/** A call with syntax of its own, if one stands here. */
export function parseSpecialCall(cursor: Cursor): Expression | undefined {
  const { value, start, kind } = cursor.peek();
  if (kind !== "word" || !cursor.at(value, "(") || !Object.hasOwn(SPECIAL, value)) return undefined;
  cursor.expect(value, "(");
  const expression = (SPECIAL[value] as Reader)(cursor, start);
  cursor.expect(")");
  return expression;
}

function readCast(cursor: Cursor, at: number): Expression {
  const operand = parseExpression(cursor);
  cursor.expect("as");
  return { kind: "cast", operand, type: parseType(cursor), at };
}

function readTryCast(cursor: Cursor): never {
  throw cursor.unsupported("TRY_CAST");
}

function readConvert(cursor: Cursor, at: number): Expression {
  const type = parseType(cursor);
  cursor.expect(",");
  return { kind: "cast", operand: parseExpression(cursor), type, at };
}

/** A part of a date: a word or a string; date parts are not columns. */
function readUnit(cursor: Cursor): Expression {
  const token = cursor.peek();
  if (token.kind === "string" || cursor.peek(1).value === "(" || cursor.peek(1).value === ".") {
    return parseExpression(cursor);
  }
  return { kind: "string", value: cursor.label(), at: token.start };
}

function readExtract(cursor: Cursor, at: number): Expression {
  const unit = readUnit(cursor);
  cursor.expect("from");
  return parseCall("extract", [unit, parseExpression(cursor)], { at });
}

function readDatePart(cursor: Cursor, at: number): Expression {
  const unit = readUnit(cursor);
  cursor.expect(",");
  return parseCall("date_part", [unit, parseExpression(cursor)], { at });
}

function readFirstAsUnit(name: string): Reader {
  return (cursor, at) => {
    const unit = readUnit(cursor);
    cursor.expect(",");
    return parseCall(name, [unit, ...parseExpressions(cursor)], { at });
  };
}

function readPosition(cursor: Cursor, at: number): Expression {
  // The IN of POSITION(a IN b) must not be taken for the operator: its left side is a primary.
  const mark = cursor.mark();
  const token = cursor.next();
  if (["string", "word", "name", "parameter"].includes(token.kind) && cursor.accept("in")) {
    const part: Expression =
      token.kind === "string"
        ? { kind: "string", value: token.value, at: token.start }
        : token.kind === "parameter"
          ? { kind: "parameter", index: Number(token.value), at: token.start }
          : { kind: "column", path: [token.value.toLowerCase()], at: token.start };
    return parseCall("strpos", [parseExpression(cursor), part], { at });
  }
  cursor.rewind(mark);
  const inside = parseExpression(cursor);
  if (inside.kind === "in" && Array.isArray(inside.list) && inside.list.length === 1) {
    return parseCall("strpos", [inside.list[0] as Expression, inside.operand], { at });
  }
  throw cursor.syntaxError();
}

function readSubstring(cursor: Cursor, at: number): Expression {
  const args = [parseExpression(cursor)];
  if (cursor.accept("from")) {
    args.push(parseExpression(cursor));
    if (cursor.accept("for")) args.push(parseExpression(cursor));
  } else if (cursor.accept("for")) {
    args.push({ kind: "number", value: "1", at }, parseExpression(cursor));
  }
  while (cursor.accept(",")) args.push(parseExpression(cursor));
  return parseCall("substring", args, { at });
}

function readTrim(cursor: Cursor, at: number): Expression {
  const side = cursor.acceptAny(["both", "leading", "trailing"]) ?? "both";
  const name = { both: "btrim", leading: "ltrim", trailing: "rtrim" }[side] as string;
  if (cursor.accept("from")) return parseCall(name, [parseExpression(cursor)], { at });
  const first = parseExpression(cursor);
  if (cursor.accept("from")) return parseCall(name, [parseExpression(cursor), first], { at });
  const rest = cursor.accept(",") ? parseExpressions(cursor) : [];
  return parseCall(name, [first, ...rest], { at });
}
