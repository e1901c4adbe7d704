import { unsupported } from "../syntax/cursor.ts";
import { isInteger, isMoment } from "../types/groups.ts";
import type { Type } from "../types/type.ts";
import { type Bound, bound } from "./bound.ts";
import { coerce } from "./coerce.ts";

/** + and - with a date, time or interval on a side; undefined where there is none. */
export function momentArithmetic(
  operator: string,
  [left, right]: [Bound, Bound],
  at: number,
): Bound | undefined {
  const sides = [left.type.kind, right.type.kind];
  if (sides.includes("timetz")) throw unsupported("arithmetic with a timetz", at);
  const involved = [left, right].some(
    ({ type }) => isMoment(type) || isInterval(type) || type.kind === "time",
  );
  if (!involved) return undefined;
  if (operator === "+") return add(left, right, at) ?? add(right, left, at);
  if (operator === "-") return subtract([left, right], at);
  if (operator === "*" && sides.includes("interval")) return scale(left, right) ?? scale(right, left);
  if (operator === "/" && isInterval(left.type) && isInteger(right.type)) {
    return bound(`(${left.sql} / rs_not_zero(${right.sql}))`, "interval");
  }
  return undefined;
}

function isInterval(type: Type): boolean {
  return type.kind === "interval";
}

function add(left: Bound, right: Bound, at: number): Bound | undefined {
  const { kind } = left.type;
  if (kind === "date" && isInteger(right.type))
    return bound(`(${left.sql} + CAST(${right.sql} AS INTEGER))`, "date");
  if (kind === "date" && right.type.kind === "time")
    return bound(`(${left.sql} + ${right.sql})`, "timestamp");
  if (isMoment(left.type) && (isInterval(right.type) || right.type.kind === "unknown")) {
    const interval = coerce(right, { kind: "interval" }, at);
    return bound(`(${left.sql} + ${interval.sql})`, kind === "timestamptz" ? kind : "timestamp");
  }
  if ((kind === "time" || kind === "interval") && isInterval(right.type)) {
    return bound(`(${left.sql} + ${right.sql})`, kind);
  }
  return undefined;
}

function subtract([left, right]: [Bound, Bound], at: number): Bound | undefined {
  const { kind } = left.type;
  if (kind === "date" && isInteger(right.type))
    return bound(`(${left.sql} - CAST(${right.sql} AS INTEGER))`, "date");
  if (kind === "date" && right.type.kind === "date")
    return bound(`CAST(${left.sql} - ${right.sql} AS INTEGER)`, "int4");
  if (isMoment(left.type) && (isMoment(right.type) || right.type.kind === "unknown")) {
    const other = coerce(right, right.type.kind === "unknown" ? left.type : right.type, at);
    if (kind === "date" && other.type.kind === "date")
      return bound(`CAST(${left.sql} - ${other.sql} AS INTEGER)`, "int4");
    const type = kind === "timestamptz" || other.type.kind === "timestamptz" ? "TIMESTAMPTZ" : "TIMESTAMP";
    return bound(`(CAST(${left.sql} AS ${type}) - CAST(${other.sql} AS ${type}))`, "interval");
  }
  if (isMoment(left.type) && isInterval(right.type)) {
    return bound(`(${left.sql} - ${right.sql})`, kind === "timestamptz" ? kind : "timestamp");
  }
  if ((kind === "time" || kind === "interval") && isInterval(right.type)) {
    return bound(`(${left.sql} - ${right.sql})`, kind);
  }
  return undefined;
}

function scale(interval: Bound, factor: Bound): Bound | undefined {
  if (!isInterval(interval.type) || !isInteger(factor.type)) return undefined;
  return bound(`(${interval.sql} * ${factor.sql})`, "interval");
}
