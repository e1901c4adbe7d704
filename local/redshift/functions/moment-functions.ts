import { noFunction } from "../bind/bind-call.ts";
import { bindExpression, type Place } from "../bind/bind-expression.ts";
import { type Bound, bound } from "../bind/bound.ts";
import { coerce } from "../bind/coerce.ts";
import type { Call } from "../syntax/ast.ts";
import { unsupported } from "../syntax/cursor.ts";
import { isMoment } from "../types/groups.ts";
import type { Type } from "../types/type.ts";
import { type DateUnit, dateUnit } from "./date-units.ts";

/** Functions whose first argument names a part of a date. */
export const MOMENT_FUNCTIONS: readonly [string, (call: Call, place: Place) => Bound][] = [
  ["date_part", datePart],
  ["extract", datePart],
  ["date_trunc", dateTrunc],
  ["dateadd", dateAdd],
  ["datediff", dateDiff],
];

function unitOf(call: Call): DateUnit {
  const [unit] = call.arguments;
  if (unit?.kind !== "string") throw unsupported(`${call.name} with a computed date part`, call.at);
  return dateUnit(unit.value, unit.at);
}

/** A moment as it is; a literal is a timestamp. */
function momentArgument(call: Call, index: number, place: Place): Bound {
  const argument = call.arguments[index];
  if (argument === undefined) throw noFunction(call, []);
  const value = bindExpression(argument, place);
  if (value.type.kind === "unknown") return coerce(value, { kind: "timestamp" }, call.at);
  if (isMoment(value.type) || ["time", "timetz", "interval"].includes(value.type.kind)) return value;
  if (value.type.kind === "varchar") return coerce(value, { kind: "timestamp" }, call.at);
  throw noFunction(call, [value]);
}

const INTEGER_PARTS: Partial<Record<DateUnit, string>> = {
  year: "year",
  quarter: "quarter",
  month: "month",
  week: "week",
  dow: "dow",
  dayofyear: "doy",
  day: "day",
  hour: "hour",
  minute: "minute",
  century: "century",
  millennium: "millennium",
};

/** EXTRACT answers a whole number, DATE_PART a double with the fraction of the second. */
function datePart(call: Call, place: Place): Bound {
  const unit = unitOf(call);
  const { sql, type } = momentArgument(call, 1, place);
  const value = type.kind === "date" ? `CAST(${sql} AS TIMESTAMP)` : sql;
  const whole = call.name === "extract";
  const plain = INTEGER_PARTS[unit];
  if (plain !== undefined) {
    return whole
      ? bound(`date_part('${plain}', ${value})`, "int4")
      : bound(`date_part('${plain}', ${value})`, "float8");
  }
  const part = fractionPart(unit, value, call);
  return whole ? bound(`CAST(trunc(${part}) AS BIGINT)`, "int8") : bound(part, "float8");
}

/** Parts that the engine reckons otherwise: the second's own fraction, not that of the minute. */
function fractionPart(unit: DateUnit, value: string, call: Call): string {
  const micros = `(date_part('microsecond', ${value}) % 1000000)`;
  switch (unit) {
    case "second":
      return `(date_part('microsecond', ${value}) / 1000000.0::DOUBLE)`;
    case "millisecond":
      return `CAST(${micros} // 1000 AS DOUBLE)`;
    case "microsecond":
      return `CAST(${micros} AS DOUBLE)`;
    case "epoch":
      return `CAST(epoch(${value}) AS DOUBLE)`;
    case "decade":
      return `CAST(date_part('year', ${value}) // 10 + 1 AS DOUBLE)`;
    default:
      throw unsupported(`date part ${unit}`, call.at);
  }
}

const TRUNCATED = new Set<DateUnit>([
  "year",
  "quarter",
  "month",
  "week",
  "day",
  "hour",
  "minute",
  "second",
  "millisecond",
  "microsecond",
  "decade",
  "century",
  "millennium",
]);

function dateTrunc(call: Call, place: Place): Bound {
  const unit = unitOf(call);
  if (!TRUNCATED.has(unit)) throw unsupported(`date_trunc to ${unit}`, call.at);
  const { sql, type } = momentArgument(call, 1, place);
  if (type.kind === "timestamptz") return bound(`date_trunc('${unit}', ${sql})`, "timestamptz");
  if (!isMoment(type)) throw unsupported(`date_trunc of ${type.kind}`, call.at);
  return bound(`date_trunc('${unit}', CAST(${sql} AS TIMESTAMP))`, "timestamp");
}

/** The engine's interval of so many units. */
function intervalOf(unit: DateUnit, count: string, call: Call): string {
  switch (unit) {
    case "month":
      return `to_months(CAST(${count} AS INTEGER))`;
    case "quarter":
      return `to_months(CAST(3 * ${count} AS INTEGER))`;
    case "week":
      return `to_days(CAST(7 * ${count} AS INTEGER))`;
    case "day":
    case "dayofyear":
    case "dow":
      return `to_days(CAST(${count} AS INTEGER))`;
    case "hour":
      return `to_microseconds(3600000000 * ${count})`;
    case "minute":
      return `to_microseconds(60000000 * ${count})`;
    case "second":
      return `to_microseconds(1000000 * ${count})`;
    case "millisecond":
      return `to_microseconds(1000 * ${count})`;
    case "microsecond":
      return `to_microseconds(${count})`;
    default:
      throw unsupported(`dateadd of ${unit}`, call.at);
  }
}

const YEARS: Partial<Record<DateUnit, number>> = { year: 1, decade: 10, century: 100, millennium: 1000 };

function dateAdd(call: Call, place: Place): Bound {
  const unit = unitOf(call);
  const [, amount] = call.arguments;
  if (amount === undefined || call.arguments.length !== 3) throw noFunction(call, []);
  const count = coerce(bindExpression(amount, place), { kind: "int8" }, call.at).sql;
  const { sql, type } = momentArgument(call, 2, place);
  if (type.kind === "time") return bound(`(${sql} + ${intervalOf(unit, count, call)})`, "time");
  if (type.kind === "timetz") throw unsupported("dateadd of a timetz", call.at);
  const moment = type.kind === "date" ? `CAST(${sql} AS TIMESTAMP)` : sql;
  const result: Type = { kind: type.kind === "timestamptz" ? "timestamptz" : "timestamp" };
  const years = YEARS[unit];
  if (years !== undefined) return { sql: `rs_add_years(${moment}, ${years} * ${count})`, type: result };
  return { sql: `(${moment} + ${intervalOf(unit, count, call)})`, type: result };
}

const COUNTED: Partial<Record<DateUnit, string>> = {
  dow: "day",
  dayofyear: "day",
};

/** How many boundaries of the unit lie between the two. Weeks start on Sunday here, as they do there. */
function dateDiff(call: Call, place: Place): Bound {
  const unit = unitOf(call);
  if (call.arguments.length !== 3 || unit === "epoch") throw noFunction(call, []);
  const [start, end] = [1, 2].map((index) => momentArgument(call, index, place)) as [Bound, Bound];
  if (start.type.kind === "time" && end.type.kind === "time") {
    return bound(`date_diff('${unit}', ${start.sql}, ${end.sql})`, "int8");
  }
  if (!isMoment(start.type) || !isMoment(end.type)) throw unsupported("datediff of these types", call.at);
  const zoned = start.type.kind === "timestamptz" || end.type.kind === "timestamptz";
  const engine = zoned ? "TIMESTAMPTZ" : "TIMESTAMP";
  const [from, to] = [start, end].map(({ sql }) => `CAST(${sql} AS ${engine})`);
  if (unit === "week") return bound(`rs_weeks_between(${from}, ${to})`, "int8");
  return bound(`date_diff('${COUNTED[unit] ?? unit}', ${from}, ${to})`, "int8");
}
