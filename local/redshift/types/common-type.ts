import { asNumeric, isFloat, isInteger, isMoment, isNumber, isText, sameType } from "./groups.ts";
import type { Type } from "./type.ts";

const INTEGERS = ["int2", "int4", "oid", "int8"];
const MOMENTS = ["date", "timestamp", "timestamptz"];

/**
 * The type that two values take when they meet: in a comparison, CASE, COALESCE, IN or UNION. Undefined where
 * Redshift would have to guess.
 */
export function commonType(left: Type, right: Type): Type | undefined {
  if (left.kind === "unknown") return right;
  if (right.kind === "unknown") return left;
  if (isText(left) && isText(right)) return commonText(left, right);
  if (sameType(left, right)) return left;
  if (isNumber(left) && isNumber(right)) return commonNumber(left, right);
  if (isMoment(left) && isMoment(right)) return later(left, right, MOMENTS);
  if (isCatalogNumber(left) && isCatalogNumber(right)) return { kind: "int8" };
  return undefined;
}

function isCatalogNumber(type: Type): boolean {
  return type.kind === "regclass" || type.kind === "regtype" || isInteger(type);
}

function later(left: Type, right: Type, order: readonly string[]): Type {
  return order.indexOf(left.kind) >= order.indexOf(right.kind) ? left : right;
}

function commonText(left: Type, right: Type): Type {
  if (left.kind === "char" && right.kind === "char") {
    return { kind: "char", length: longer(left, right) };
  }
  if (left.kind === right.kind && left.kind !== "varchar") return left;
  return { kind: "varchar", length: longer(left, right) };
}

function longer(left: Type, right: Type): number | undefined {
  const one = "length" in left ? left.length : undefined;
  const other = "length" in right ? right.length : undefined;
  return one === undefined || other === undefined ? undefined : Math.max(one, other);
}

function commonNumber(left: Type, right: Type): Type {
  if (isFloat(left) || isFloat(right)) {
    return { kind: left.kind === "float4" && right.kind === "float4" ? "float4" : "float8" };
  }
  if (isInteger(left) && isInteger(right)) return later(left, right, INTEGERS);
  const one = asNumeric(left);
  const other = asNumeric(right);
  const scale = Math.max(one.scale, other.scale);
  const digits = Math.max(one.precision - one.scale, other.precision - other.scale);
  return { kind: "numeric", precision: Math.min(38, digits + scale), scale };
}
