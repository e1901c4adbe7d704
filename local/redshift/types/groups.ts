import type { Type } from "./type.ts";

export function isInteger(type: Type): boolean {
  return type.kind === "int2" || type.kind === "int4" || type.kind === "int8" || type.kind === "oid";
}

export function isFloat(type: Type): boolean {
  return type.kind === "float4" || type.kind === "float8";
}

export function isNumber(type: Type): boolean {
  return isInteger(type) || isFloat(type) || type.kind === "numeric";
}

export function isText(type: Type): boolean {
  return type.kind === "varchar" || type.kind === "char" || type.kind === "text" || type.kind === "name";
}

export function isMoment(type: Type): boolean {
  return type.kind === "date" || type.kind === "timestamp" || type.kind === "timestamptz";
}

/** An integer as the numeric that holds all its values. */
export function asNumeric(type: Type): { kind: "numeric"; precision: number; scale: number } {
  if (type.kind === "numeric") return type;
  const precision = type.kind === "int2" ? 5 : type.kind === "int4" ? 10 : 19;
  return { kind: "numeric", precision, scale: 0 };
}

export function sameType(left: Type, right: Type): boolean {
  if (left.kind !== right.kind) return false;
  if (left.kind === "numeric" && right.kind === "numeric") {
    return left.precision === right.precision && left.scale === right.scale;
  }
  return true;
}
