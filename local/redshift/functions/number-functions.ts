import type { Bound } from "../bind/bound.ts";
import type { Type } from "../types/type.ts";
import { FLOAT8, type FunctionDefinition, type FunctionTable, fn, INT8, sameAsFirst } from "./definition.ts";

function float(sql: (value: string) => string): readonly FunctionDefinition[] {
  return [fn("float8", FLOAT8, (value) => sql(value as string))];
}

/** Rounding to a whole number: an integer stays one, a numeric loses its scale. */
function rounding(name: string): readonly FunctionDefinition[] {
  return [fn("number", wholeType, (value) => `${name}(${value})`)];
}

function wholeType([value]: readonly Bound[]): Type {
  const type = value?.type ?? FLOAT8;
  return type.kind === "numeric" ? { ...type, scale: 0, precision: Math.min(38, type.precision + 1) } : type;
}

/** ROUND and TRUNC with places keep the type of what they take. */
const round = [
  fn("number", wholeType, (value) => `round(${value})`),
  fn("number int4", sameAsFirst, (value, places) => `round(${value}, ${places})`),
];
const truncate = [
  fn("number", wholeType, (value) => `trunc(${value})`),
  fn("number int4", sameAsFirst, (value, places) => `trunc(${value}, ${places})`),
  fn("timestamp", { kind: "date" }, (value) => `CAST(${value} AS DATE)`),
];

/** Functions of numbers: https://docs.aws.amazon.com/redshift/latest/dg/Math_functions.html */
export const NUMBER_FUNCTIONS: FunctionTable = {
  abs: [fn("number", sameAsFirst, (value) => `abs(${value})`)],
  sign: [fn("number", sameAsFirst, (value) => `sign(${value})`)],
  ceil: rounding("ceil"),
  ceiling: rounding("ceil"),
  floor: rounding("floor"),
  round,
  trunc: truncate,
  mod: [fn("number number", sameAsFirst, (value, by) => `(${value} % rs_not_zero(${by}))`)],
  sqrt: float((value) => `sqrt(${value})`),
  cbrt: float((value) => `cbrt(${value})`),
  exp: float((value) => `exp(${value})`),
  dexp: float((value) => `exp(${value})`),
  ln: float((value) => `ln(${value})`),
  dlog1: float((value) => `ln(${value})`),
  log: float((value) => `log10(${value})`),
  dlog10: float((value) => `log10(${value})`),
  sin: float((value) => `sin(${value})`),
  cos: float((value) => `cos(${value})`),
  tan: float((value) => `tan(${value})`),
  cot: float((value) => `cot(${value})`),
  asin: float((value) => `asin(${value})`),
  acos: float((value) => `acos(${value})`),
  atan: float((value) => `atan(${value})`),
  degrees: float((value) => `degrees(${value})`),
  radians: float((value) => `radians(${value})`),
  atan2: [fn("float8 float8", FLOAT8, (y, x) => `atan2(${y}, ${x})`)],
  power: [fn("float8 float8", FLOAT8, (base, exponent) => `pow(${base}, ${exponent})`)],
  pow: [fn("float8 float8", FLOAT8, (base, exponent) => `pow(${base}, ${exponent})`)],
  pi: [fn("", FLOAT8, () => "pi()")],
  random: [fn("", FLOAT8, () => "random()")],
  to_number: [
    fn(
      "text text",
      { kind: "numeric", precision: 38, scale: 10 },
      (text, format) => `CAST(rs_js_to_number(${text}, ${format}) AS DECIMAL(38,10))`,
    ),
  ],
  fnv_hash: [
    fn("int8 int8?", INT8, (value, seed = "NULL") => `rs_js_fnv_hash_int8(${value}, ${seed})`),
    fn("int4 int8?", INT8, (value, seed = "NULL") => `rs_js_fnv_hash_int4(${value}, ${seed})`),
    fn("int2 int8?", INT8, (value, seed = "NULL") => `rs_js_fnv_hash_int2(${value}, ${seed})`),
    fn("text int8?", INT8, (value, seed = "NULL") => `rs_js_fnv_hash_text(${value}, ${seed})`),
  ],
  boolxor: [fn("bool bool", { kind: "bool" }, (left, right) => `(${left} <> ${right})`)],
};
