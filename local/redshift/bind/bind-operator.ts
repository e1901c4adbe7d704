import { SqlError } from "../../wire/database.ts";
import type { Expression } from "../syntax/ast.ts";
import { unsupported } from "../syntax/cursor.ts";
import { toText } from "../types/cast.ts";
import { baseName } from "../types/describe.ts";
import { isFloat, isInteger, isNumber, isText } from "../types/groups.ts";
import type { Type } from "../types/type.ts";
import { arithmetic } from "./arithmetic.ts";
import { bindExpression, noteParameter, type Place } from "./bind-expression.ts";
import { type Bound, bound } from "./bound.ts";
import { coerce, unify } from "./coerce.ts";
import { momentArithmetic } from "./moment-arithmetic.ts";

type Binary = Extract<Expression, { kind: "binary" }>;
type Unary = Extract<Expression, { kind: "unary" }>;

const COMPARISONS = new Set(["=", "<>", "<", ">", "<=", ">="]);
const ARITHMETIC = new Set(["+", "-", "*", "/", "%"]);
const BITS: Record<string, string> = { "&": "&", "|": "|", "<<": "<<", ">>": ">>", "#": "xor" };
const MATCHES: Record<string, string> = {
  "~": "regexp_matches(L, R)",
  "!~": "NOT regexp_matches(L, R)",
  "~*": "regexp_matches(L, R, 'i')",
  "!~*": "NOT regexp_matches(L, R, 'i')",
  "~~": "L LIKE R ESCAPE '\\'",
  "!~~": "L NOT LIKE R ESCAPE '\\'",
  "~~*": "L ILIKE R ESCAPE '\\'",
};

export function bindBinary(expression: Binary, place: Place): Bound {
  const { operator, at } = expression;
  if (operator === "and" || operator === "or") return bindLogic(expression, place);
  if (COMPARISONS.has(operator) && expression.left.kind === "row") return bindRows(expression, place);
  const left = bindExpression(expression.left, place);
  const right = bindExpression(expression.right, place);
  if (COMPARISONS.has(operator)) return bindComparison(expression, [left, right], place);
  if (operator === "||") return bindConcat(left, right, at);
  if (ARITHMETIC.has(operator)) return bindArithmetic(operator, [left, right], at);
  if (operator === "^") return power(left, right, at);
  const match = MATCHES[operator];
  if (match !== undefined && textual(left) && textual(right)) {
    const sql = match.replace("L", () => left.sql).replace("R", () => right.sql);
    return bound(`(${sql})`, "bool");
  }
  const bits = BITS[operator];
  if (bits !== undefined && isInteger(left.type) && isInteger(right.type)) return bindBits(bits, left, right);
  throw noOperator(operator, [left.type, right.type], at);
}

function noOperator(operator: string, [left, right]: [Type, Type], at: number): SqlError {
  const message = `operator does not exist: ${baseName(left)} ${operator} ${baseName(right)}`;
  return new SqlError("42883", message, { position: at + 1 });
}

function textual(value: Bound): boolean {
  return isText(value.type) || value.type.kind === "unknown";
}

/** AND and OR chains, however long, without deep recursion on their left side. */
function bindLogic(expression: Binary, place: Place): Bound {
  const operands: Expression[] = [];
  let left: Expression = expression;
  while (left.kind === "binary" && left.operator === expression.operator) {
    operands.unshift(left.right);
    left = left.left;
  }
  operands.unshift(left);
  const parts = operands.map((operand) => condition(operand, place, expression.operator).sql);
  return bound(`(${parts.join(` ${expression.operator.toUpperCase()} `)})`, "bool");
}

/** An expression that must be boolean. Throws 42804. */
export function condition(expression: Expression, place: Place, clause: string): Bound {
  const value = bindExpression(expression, place);
  if (value.type.kind !== "bool" && value.type.kind !== "unknown") {
    const message = `argument of ${clause.toUpperCase()} must be type boolean, not type ${baseName(value.type)}`;
    throw new SqlError("42804", message, { position: expression.at + 1 });
  }
  return coerce(value, { kind: "bool" }, expression.at);
}

function bindComparison(expression: Binary, [left, right]: [Bound, Bound], { binder }: Place): Bound {
  const { operator, at } = expression;
  if (expression.left.kind === "parameter") noteParameter(expression.left.index, right.type, binder);
  if (expression.right.kind === "parameter") noteParameter(expression.right.index, left.type, binder);
  return compare(operator, [left, right], at);
}

/** Two values compared. Blanks at the end of a char are no part of it, nor of what it is compared with. */
export function compare(operator: string, [left, right]: [Bound, Bound], at: number): Bound {
  const { values, type } = unify([left, right], `comparison (${operator})`, at);
  const chars = left.type.kind === "char" || right.type.kind === "char";
  const sides = values.map((value, side) =>
    chars && isText(type) && [left, right][side]?.type.kind !== "char"
      ? `rtrim(${value.sql}, ' ')`
      : value.sql,
  );
  return bound(`(${sides.join(` ${operator} `)})`, "bool");
}

/** (a, b) = (c, d) */
function bindRows(expression: Binary, place: Place): Bound {
  const { left, right, operator, at } = expression;
  if (left.kind !== "row" || right.kind !== "row" || left.items.length !== right.items.length) {
    throw unsupported("this row comparison", at);
  }
  if (operator !== "=" && operator !== "<>") throw unsupported(`a row comparison with ${operator}`, at);
  const pairs = left.items.map((item, index) =>
    bindBinary({ kind: "binary", operator, left: item, right: right.items[index] as Expression, at }, place),
  );
  const glue = operator === "=" ? " AND " : " OR ";
  return bound(`(${pairs.map((pair) => pair.sql).join(glue)})`, "bool");
}

function bindConcat(left: Bound, right: Bound, at: number): Bound {
  if (left.type.kind === "text[]" && right.type.kind === "text[]") {
    return bound(`list_concat(${left.sql}, ${right.sql})`, "text[]");
  }
  if (left.type.kind === "interval" || right.type.kind === "interval") {
    throw unsupported("|| with an interval", at);
  }
  const [one, other] = [concatSide(left), concatSide(right)];
  const lengths = [one, other].map((side) => ("length" in side.type ? side.type.length : undefined));
  const length = lengths.every((each) => each !== undefined)
    ? Math.min(
        lengths.reduce((sum: number, each) => sum + (each ?? 0), 0),
        65535,
      )
    : undefined;
  return { sql: `(${one.sql} || ${other.sql})`, type: { kind: "varchar", length } };
}

function concatSide(value: Bound): Bound {
  if (value.literal === null) return { sql: "CAST(NULL AS VARCHAR)", type: { kind: "varchar", length: 0 } };
  if (value.literal !== undefined) {
    return { sql: value.sql, type: { kind: "varchar", length: Buffer.byteLength(value.literal) } };
  }
  return toText(value);
}

function bindArithmetic(operator: string, [left, right]: [Bound, Bound], at: number): Bound {
  const moment = momentArithmetic(operator, [left, right], at);
  if (moment !== undefined) return moment;
  const one = left.type.kind === "unknown" ? coerce(left, literalNumber(right.type), at) : left;
  const other = right.type.kind === "unknown" ? coerce(right, literalNumber(left.type), at) : right;
  if (!isNumber(one.type) || !isNumber(other.type)) throw noOperator(operator, [left.type, right.type], at);
  return arithmetic(operator, [one, other], at);
}

/** What a quoted or open operand is taken for beside a number. */
function literalNumber(beside: Type): Type {
  return isNumber(beside) ? beside : { kind: "float8" };
}

function power(left: Bound, right: Bound, at: number): Bound {
  const [one, other] = [left, right].map((side) => coerce(side, { kind: "float8" }, at)) as [Bound, Bound];
  return bound(`pow(${one.sql}, ${other.sql})`, "float8");
}

function bindBits(operator: string, left: Bound, right: Bound): Bound {
  const type = left.type.kind === "int8" || right.type.kind === "int8" ? "int8" : "int4";
  if (operator === "xor") return bound(`xor(${left.sql}, ${right.sql})`, type);
  return bound(`(${left.sql} ${operator} ${right.sql})`, type);
}

export function bindUnary(expression: Unary, place: Place): Bound {
  const { operator, at } = expression;
  if (operator === "not") {
    return bound(`(NOT ${condition(expression.operand, place, "not").sql})`, "bool");
  }
  const operand = bindExpression(expression.operand, place);
  const value = operand.type.kind === "unknown" ? coerce(operand, { kind: "float8" }, at) : operand;
  if (operator === "-" && value.type.kind === "interval") return bound(`(-${value.sql})`, "interval");
  if (!isNumber(value.type)) throw noOperator(operator, [value.type, value.type], at);
  if (operator === "+") return value;
  if (operator === "-") return negate(value);
  if (operator === "@") return { sql: `abs(${value.sql})`, type: value.type };
  if (operator === "|/") return bound(`sqrt(CAST(${value.sql} AS DOUBLE))`, "float8");
  if (isFloat(value.type)) throw noOperator(operator, [value.type, value.type], at);
  return { sql: `(~${value.sql})`, type: value.type };
}

function negate(value: Bound): Bound {
  // The most negative number has no positive to be the negative of, so it is read as one literal.
  if (value.sql === "CAST(2147483648 AS BIGINT)")
    return { ...bound("-2147483648", "int4"), constant: -2147483648 };
  const constant = value.constant === undefined ? {} : { constant: -value.constant };
  return { sql: `(-${value.sql})`, type: value.type, ...constant };
}
