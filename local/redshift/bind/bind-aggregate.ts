import { SqlError } from "../../wire/database.ts";
import { sameAsFirst } from "../functions/definition.ts";
import type { Call } from "../syntax/ast.ts";
import { unsupported } from "../syntax/cursor.ts";
import { toText } from "../types/cast.ts";
import { engineType } from "../types/describe.ts";
import { isFloat, isInteger, isNumber } from "../types/groups.ts";
import type { Type } from "../types/type.ts";
import { noFunction } from "./bind-call.ts";
import { bindExpression, type Place } from "./bind-expression.ts";
import { frameRequired, orderSql, windowSql } from "./bind-window.ts";
import { type Bound, bound } from "./bound.ts";
import { coerce } from "./coerce.ts";
import { fromUnits, toUnits } from "./numeric-units.ts";

type Reader = (call: Call, args: readonly Bound[], place: Place) => Bound;

const MOMENTS: Record<string, string> = {
  stddev: "stddev_samp",
  stddev_samp: "stddev_samp",
  stddev_pop: "stddev_pop",
  variance: "var_samp",
  var_samp: "var_samp",
  var_pop: "var_pop",
};

/** https://docs.aws.amazon.com/redshift/latest/dg/c_Aggregate_Functions.html */
export const AGGREGATES: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["count", count],
  ["sum", sum],
  ["avg", average],
  ["min", extreme],
  ["max", extreme],
  ["any_value", extreme],
  ["listagg", listAggregate],
  ["median", median],
  ["percentile_cont", percentile],
  ["percentile_disc", percentile],
  ["approximate_percentile_disc", percentile],
  ["bool_and", onBooleans],
  ["bool_or", onBooleans],
  ["bit_and", onBits],
  ["bit_or", onBits],
  ...Object.keys(MOMENTS).map((name): [string, Reader] => [name, deviation]),
]);

export function bindAggregate(call: Call, place: Place): Bound {
  const { over, name, at } = call;
  if (over !== undefined && over.orderBy.length > 0 && over.frame === undefined)
    throw frameRequired(name, at);
  if (over !== undefined && call.distinct) throw unsupported(`${name}(DISTINCT …) OVER`, at);
  if (call.star && name !== "count") {
    throw new SqlError("42601", `${name}(*) is not allowed`, { position: at + 1 });
  }
  const args = call.arguments.map((argument) => bindExpression(argument, place));
  return (AGGREGATES.get(name) as Reader)(call, args, place);
}

/** name([DISTINCT] args) [OVER …] */
function apply(name: string, args: string, { call, place }: { call: Call; place: Place }): string {
  const over = call.over === undefined ? "" : ` OVER ${windowSql(call.over, place)}`;
  return `${name}(${call.distinct ? "DISTINCT " : ""}${args})${over}`;
}

function only(call: Call, args: readonly Bound[]): Bound {
  if (args.length !== 1) throw noFunction(call, args);
  return args[0] as Bound;
}

/** APPROXIMATE COUNT(DISTINCT …) is answered exactly, which is within its promise. */
function count(call: Call, args: readonly Bound[], place: Place): Bound {
  if (call.star) return bound(apply("count", "*", { call, place }), "int8");
  return bound(apply("count", only(call, args).sql, { call, place }), "int8");
}

function numeric(call: Call, args: readonly Bound[]): Bound {
  const value = only(call, args);
  const number = value.type.kind === "unknown" ? coerce(value, { kind: "float8" }, call.at) : value;
  if (!isNumber(number.type)) throw noFunction(call, args);
  return number;
}

/** int2 and int4 add up to a bigint, bigint to numeric(38,0), numeric(p,s) to numeric(38,s). */
function sum(call: Call, args: readonly Bound[], place: Place): Bound {
  const value = numeric(call, args);
  const type = sumType(value.type);
  return { sql: `CAST(${apply("sum", value.sql, { call, place })} AS ${engineType(type)})`, type };
}

function sumType(type: Type): Type {
  if (type.kind === "numeric") return { kind: "numeric", precision: 38, scale: type.scale };
  if (type.kind === "int8") return { kind: "numeric", precision: 38, scale: 0 };
  return isInteger(type) ? { kind: "int8" } : { kind: "float8" };
}

/** Of integers a bigint, cut towards zero; of numerics a numeric(38,s), reckoned exactly. */
function average(call: Call, args: readonly Bound[], place: Place): Bound {
  const value = numeric(call, args);
  if (isFloat(value.type))
    return bound(apply("avg", `CAST(${value.sql} AS DOUBLE)`, { call, place }), "float8");
  const total = apply("sum", value.sql, { call, place });
  const rows = apply("count", value.sql, { call, place });
  if (value.type.kind !== "numeric") return bound(`CAST(${total} // nullif(${rows}, 0) AS BIGINT)`, "int8");
  const type = { kind: "numeric", precision: 38, scale: value.type.scale } as const;
  const units = toUnits(`CAST(${total} AS ${engineType(type)})`, type);
  return { sql: fromUnits(`(${units} // nullif(${rows}, 0))`, type, type.precision), type };
}

function extreme(call: Call, args: readonly Bound[], place: Place): Bound {
  const value = only(call, args);
  return { sql: apply(call.name, value.sql, { call, place }), type: sameAsFirst([value]) };
}

function deviation(call: Call, args: readonly Bound[], place: Place): Bound {
  const value = coerce(numeric(call, args), { kind: "float8" }, call.at);
  return bound(apply(MOMENTS[call.name] as string, value.sql, { call, place }), "float8");
}

function onBooleans(call: Call, args: readonly Bound[], place: Place): Bound {
  const value = coerce(only(call, args), { kind: "bool" }, call.at);
  return bound(apply(call.name, value.sql, { call, place }), "bool");
}

function onBits(call: Call, args: readonly Bound[], place: Place): Bound {
  const value = only(call, args);
  if (!isInteger(value.type)) throw noFunction(call, args);
  return { sql: apply(call.name, value.sql, { call, place }), type: value.type };
}

/** LISTAGG(text, delimiter) WITHIN GROUP (ORDER BY …); more than 65535 bytes are an error, as there. */
function listAggregate(call: Call, args: readonly Bound[], place: Place): Bound {
  const [value, delimiter] = args;
  if (value === undefined || args.length > 2) throw noFunction(call, args);
  const between = delimiter?.sql ?? "''";
  const list = call.distinct
    ? distinctList(call, value, { between, place })
    : apply("string_agg", `${toText(value).sql}, ${between}${orderOf(call, place)}`, { call, place });
  return { sql: `rs_fit_listagg(${list})`, type: { kind: "varchar", length: 65535 } };
}

function orderOf({ withinGroup }: Call, place: Place): string {
  return withinGroup === undefined ? "" : ` ORDER BY ${orderSql(withinGroup, place)}`;
}

/** The values themselves are made distinct and sorted, then printed: 9 stands before 10. */
function distinctList(
  call: Call,
  value: Bound,
  { between, place }: { between: string; place: Place },
): string {
  const [order, ...more] = call.withinGroup ?? [];
  const key = order === undefined ? value.sql : bindExpression(order.expression, place).sql;
  if (more.length > 0 || key !== value.sql) {
    throw unsupported("LISTAGG(DISTINCT …) in an order other than that of its values", call.at);
  }
  const values = `list(DISTINCT ${value.sql}) FILTER (WHERE ${value.sql} IS NOT NULL)`;
  const sorted =
    order === undefined ? values : `list_sort(${values}, '${order.descending ? "DESC" : "ASC"}')`;
  const text = toText({ sql: "each", type: value.type }).sql;
  return `array_to_string(list_transform(${sorted}, lambda each: ${text}), ${between})`;
}

function median(call: Call, args: readonly Bound[], place: Place): Bound {
  return interpolate(only(call, args), "0.5", { call, place });
}

/** PERCENTILE_CONT(p) WITHIN GROUP (ORDER BY value), p a constant from 0 to 1. */
function percentile(call: Call, args: readonly Bound[], place: Place): Bound {
  only(call, args);
  const fraction = fractionOf(call);
  const [order, ...more] = call.withinGroup ?? [];
  if (order === undefined || more.length > 0) {
    throw new SqlError("42601", `${call.name} requires WITHIN GROUP (ORDER BY one expression)`, {
      position: call.at + 1,
    });
  }
  const value = bindExpression(order.expression, place);
  const share = String(order.descending ? 1 - fraction : fraction);
  if (call.name === "percentile_cont") return interpolate(value, share, { call, place });
  if (order.descending) throw unsupported("PERCENTILE_DISC in descending order", call.at);
  return { sql: apply("quantile_disc", `${value.sql}, ${share}`, { call, place }), type: value.type };
}

function fractionOf({ arguments: [argument], at }: Call): number {
  if (argument?.kind !== "number") throw unsupported("a computed percentile", at);
  const fraction = Number(argument.value);
  if (fraction <= 1) return fraction;
  throw new SqlError("22003", `percentile value ${argument.value} is not between 0 and 1`, {
    position: at + 1,
  });
}

/** Always a double here, where the server makes a numeric of a numeric. */
function interpolate(value: Bound, fraction: string, { call, place }: { call: Call; place: Place }): Bound {
  if (!isNumber(value.type))
    throw unsupported(`${call.name.toUpperCase()} of a value that is no number`, call.at);
  return bound(
    apply("quantile_cont", `CAST(${value.sql} AS DOUBLE), ${fraction}`, { call, place }),
    "float8",
  );
}
