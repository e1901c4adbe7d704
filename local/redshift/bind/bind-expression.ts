import { SqlError } from "../../wire/database.ts";
import type { Expression } from "../syntax/ast.ts";
import { unsupported } from "../syntax/cursor.ts";
import { cast } from "../types/cast.ts";
import { intervalSql } from "../types/read-interval.ts";
import { bindCall } from "./bind-call.ts";
import { bindBinary, bindUnary } from "./bind-operator.ts";
import {
  bindArray,
  bindBetween,
  bindCase,
  bindExists,
  bindIn,
  bindIs,
  bindLike,
  bindQuantified,
  bindSubquery,
} from "./bind-test.ts";
import type { Binder } from "./binder.ts";
import { type Bound, bound, literal } from "./bound.ts";
import { resolveColumn, type Scope } from "./scope.ts";

/** Where an expression stands: the statement it is part of, and the names in sight. */
export interface Place {
  binder: Binder;
  scope: Scope;
}

/** The engine's SQL for an expression, and its type. Throws 42703, 42883, 42804, … as the server would. */
export function bindExpression(expression: Expression, place: Place): Bound {
  switch (expression.kind) {
    case "string":
      return { ...bound(literal(expression.value), "unknown"), literal: expression.value };
    case "number":
      return bindNumber(expression.value);
    case "boolean":
      return bound(String(expression.value), "bool");
    case "null":
      return { ...bound("NULL", "unknown"), literal: null };
    case "parameter":
      return bindParameter(expression.index, place.binder);
    case "column":
      return resolveColumn(place.scope, expression.path, expression.at);
    case "call":
      return bindCall(expression, place);
    case "unary":
      return bindUnary(expression, place);
    case "binary":
      return bindBinary(expression, place);
    case "cast":
      return bindCast(expression, place);
    case "interval":
      return bound(intervalSql(expression.text, expression.unit, expression.at), "interval");
    case "case":
      return bindCase(expression, place);
    case "in":
      return bindIn(expression, place);
    case "between":
      return bindBetween(expression, place);
    case "like":
      return bindLike(expression, place);
    case "is":
      return bindIs(expression, place);
    case "exists":
      return bindExists(expression, place);
    case "subquery":
      return bindSubquery(expression, place);
    case "quantified":
      return bindQuantified(expression, place);
    case "array":
      return bindArray(expression, place);
    case "row":
      throw unsupported("a row constructor", expression.at);
    case "default":
      throw new SqlError("42601", 'syntax error at or near "default"', { position: expression.at + 1 });
    case "star":
      throw new SqlError("42601", 'syntax error at or near "*"', { position: expression.at + 1 });
  }
}

function bindNumber(text: string): Bound {
  if (/e/i.test(text)) return bound(`CAST(${text} AS DOUBLE)`, "float8");
  if (text.includes(".")) return bindDecimal(text);
  const value = BigInt(text);
  const constant = Number(value);
  if (value <= 2147483647n) return { ...bound(String(value), "int4"), constant };
  if (value <= 9223372036854775807n) {
    return { ...bound(`CAST(${value} AS BIGINT)`, "int8"), constant };
  }
  return bindDecimal(String(value));
}

function bindDecimal(text: string): Bound {
  const [whole = "", fraction = ""] = text.split(".");
  const precision = Math.max(whole.replace(/^0+/, "").length + fraction.length, 1);
  if (precision > 38) {
    throw new SqlError("22003", `numeric value ${text} is out of range`);
  }
  const sql = `CAST(${text.startsWith(".") ? `0${text}` : text} AS DECIMAL(${precision},${fraction.length}))`;
  return { sql, type: { kind: "numeric", precision, scale: fraction.length } };
}

function bindParameter(index: number, binder: Binder): Bound {
  if (index < 1 || index > 32767) {
    throw new SqlError("42P02", `there is no parameter $${index}`);
  }
  while (binder.parameters.length < index) binder.parameters.push(undefined);
  const sql = `CAST($${index} AS VARCHAR)`;
  const type = binder.parameters[index - 1];
  const value = bound(sql, "unknown");
  if (type === undefined || !isPlain(type)) return value;
  return cast(value, type, { kind: "explicit", at: 0 });
}

/** A length or precision is no part of a parameter's type: to cast to it would cut or round what was sent. */
function isPlain(type: Bound["type"]): boolean {
  return type.kind !== "numeric" && !("length" in type && type.length !== undefined);
}

function bindCast(expression: Extract<Expression, { kind: "cast" }>, place: Place): Bound {
  const { operand, type, at } = expression;
  const value = bindExpression(operand, place);
  if (operand.kind === "parameter") noteParameter(operand.index, type, place.binder);
  if (type.kind === "regclass" && value.literal !== undefined && value.literal !== null) {
    return bindRegclass(value.literal, place, at);
  }
  return cast(value, type, { kind: "explicit", at });
}

/** A parameter takes the first type that a context gives it; clients see it in ParameterDescription. */
export function noteParameter(index: number, type: Bound["type"], binder: Binder): void {
  if (type.kind !== "unknown") binder.parameters[index - 1] ??= type;
}

/** 'name'::regclass is the oid of the table. */
function bindRegclass(name: string, { binder }: Place, at: number): Bound {
  if (/^\d+$/.test(name)) return { sql: name, type: { kind: "regclass" } };
  const source = binder.names.source(name.toLowerCase().split("."), at);
  if (source.kind !== "table") throw unsupported(`'${name}'::regclass`, at);
  return { sql: String(source.table.oid), type: { kind: "regclass" } };
}
