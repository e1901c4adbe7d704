import { unsupported } from "../syntax/cursor.ts";
import { engineType } from "../types/describe.ts";
import { asNumeric, isFloat, isInteger } from "../types/groups.ts";
import type { Type } from "../types/type.ts";
import { type Bound, bound } from "./bound.ts";
import { coerce } from "./coerce.ts";
import { fromUnits, tenTo, toUnits, unitType } from "./numeric-units.ts";

const INTEGERS = ["int2", "int4", "oid", "int8"] as const;

/** + - * / % on numbers, with the result types of https://docs.aws.amazon.com/redshift/latest/dg/r_numeric_computations201.html */
export function arithmetic(operator: string, [left, right]: [Bound, Bound], at: number): Bound {
  if (isInteger(left.type) && isInteger(right.type)) return onIntegers(operator, left, right);
  if (isFloat(left.type) || isFloat(right.type)) return onFloats(operator, [left, right], at);
  return onNumerics(operator, [left, right], at);
}

/** A divisor that ends the statement when it is zero: the engine itself would answer NULL or infinity. */
function divisor(value: Bound): string {
  if (value.constant !== undefined && value.constant !== 0) return value.sql;
  return `rs_not_zero(${value.sql})`;
}

function onIntegers(operator: string, left: Bound, right: Bound): Bound {
  const kind = INTEGERS[Math.max(place(left.type), place(right.type))] as "int4";
  const [one, other] = [left, right].map((side) => widen(side, kind)) as [Bound, Bound];
  if (operator === "/") return bound(`(${one.sql} // ${divisor(other)})`, kind);
  if (operator === "%") return bound(`(${one.sql} % ${divisor(other)})`, kind);
  return bound(`(${one.sql} ${operator} ${other.sql})`, kind);
}

function place(type: Type): number {
  return INTEGERS.indexOf(type.kind as "int4");
}

/** A bare literal is typed by the engine as the other side is, so only what is no literal needs the word. */
function widen(value: Bound, kind: Type["kind"]): Bound {
  if (value.type.kind === kind && (value.constant === undefined || kind !== "int4")) return value;
  const sql = `CAST(${value.sql} AS ${engineType({ kind } as Type)})`;
  return { ...value, sql };
}

function onFloats(operator: string, sides: [Bound, Bound], at: number): Bound {
  const kind = sides.every((side) => side.type.kind === "float4") ? "float4" : "float8";
  const [left, right] = sides.map((side) => coerceFloat(side, kind, at)) as [Bound, Bound];
  if (operator === "%") return bound(`fmod(${left.sql}, ${divisor(right)})`, kind);
  const other = operator === "/" ? divisor(right) : right.sql;
  return bound(`(${left.sql} ${operator} ${other})`, kind);
}

function coerceFloat(value: Bound, kind: "float4" | "float8", at: number): Bound {
  const constant = value.constant === undefined ? {} : { constant: value.constant };
  return { ...coerce(value, { kind }, at), ...constant };
}

type Numeric = { kind: "numeric"; precision: number; scale: number };

function onNumerics(operator: string, [left, right]: [Bound, Bound], at: number): Bound {
  const [one, other] = [asNumeric(left.type), asNumeric(right.type)];
  const [a, b] = [coerce(left, one, at).sql, coerce(right, other, at).sql];
  switch (operator) {
    case "+":
    case "-": {
      const type = sumType(one, other);
      const inside = engineType(type);
      return { sql: `CAST(CAST(${a} AS ${inside}) ${operator} CAST(${b} AS ${inside}) AS ${inside})`, type };
    }
    case "*":
      return product([a, one], [b, other]);
    case "/":
      return quotient([a, one], [b, other], at);
    default:
      return modulo([a, one], [b, other]);
  }
}

function sumType(left: Numeric, right: Numeric): Numeric {
  const scale = Math.max(left.scale, right.scale);
  const digits = Math.max(left.precision - left.scale, right.precision - right.scale);
  return { kind: "numeric", precision: Math.min(38, digits + scale + 1), scale };
}

function product([a, left]: [string, Numeric], [b, right]: [string, Numeric]): Bound {
  const scale = left.scale + right.scale;
  const precision = Math.min(38, left.precision + right.precision + 1);
  const type: Numeric = { kind: "numeric", precision, scale: Math.min(scale, 38) };
  const wide = `CAST(${a} AS DECIMAL(38,${left.scale})) * CAST(${b} AS DECIMAL(38,${right.scale}))`;
  const narrow = left.precision + right.precision <= 38;
  return { sql: `CAST(${narrow ? `${a} * ${b}` : wide} AS ${engineType(type)})`, type };
}

/**
 * Scale max(4, s1 + p2 - s2 + 1), precision p1 - s1 + s2 + scale, cut to 38 digits. Reckoned in whole numbers of
 * the last place, since the engine itself would divide as floating point.
 */
function quotient([a, left]: [string, Numeric], [b, right]: [string, Numeric], at: number): Bound {
  let scale = Math.max(4, left.scale + right.precision - right.scale + 1);
  let precision = left.precision - left.scale + right.scale + scale;
  if (precision > 38) {
    scale = Math.max(38 + scale - precision, 4);
    precision = 38;
  }
  const shift = scale - left.scale + right.scale;
  if (left.precision + shift > 38) throw unsupported("a division of numerics this long", at);
  const type: Numeric = { kind: "numeric", precision, scale };
  const digits = left.precision + shift;
  const units = `(CAST(${toUnits(a, left)} AS ${unitType(digits)}) * ${tenTo(shift)} // rs_not_zero(${toUnits(b, right)}))`;
  return { sql: fromUnits(units, type, digits), type };
}

function modulo([a, left]: [string, Numeric], [b, right]: [string, Numeric]): Bound {
  const type = sumType(left, right);
  const inside = engineType(type);
  return { sql: `CAST(CAST(${a} AS ${inside}) % rs_not_zero(CAST(${b} AS ${inside})) AS ${inside})`, type };
}
