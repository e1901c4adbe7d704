import { SqlError } from "../../wire/database.ts";
import { sameAsFirst } from "../functions/definition.ts";
import type { Call, OrderItem, Window } from "../syntax/ast.ts";
import { unsupported } from "../syntax/cursor.ts";
import type { Type } from "../types/type.ts";
import { bindExpression, type Place } from "./bind-expression.ts";
import { orderSuffix } from "./bind-query.ts";
import { type Bound, bound } from "./bound.ts";
import { coerce, unify } from "./coerce.ts";

/** Functions that only make sense over a window. */
export const WINDOW_FUNCTIONS: ReadonlySet<string> = new Set([
  "row_number",
  "rank",
  "dense_rank",
  "percent_rank",
  "cume_dist",
  "ntile",
  "lag",
  "lead",
  "first_value",
  "last_value",
  "nth_value",
  "ratio_to_report",
]);

const COUNTING = new Set(["row_number", "rank", "dense_rank", "ntile"]);
const FRACTIONS = new Set(["percent_rank", "cume_dist"]);

export function bindWindowFunction(call: Call, place: Place): Bound {
  const { name, over, at } = call;
  if (over === undefined) {
    throw new SqlError("42809", `window function ${name} requires an OVER clause`, { position: at + 1 });
  }
  const args = call.arguments.map((argument) => bindExpression(argument, place));
  const window = windowSql(over, place);
  if (name === "ratio_to_report") return ratioToReport(args, window, at);
  if (name === "last_value" || name === "first_value" || name === "nth_value") requireFrame(call);
  const type = typeOf(name, args);
  const values = lagDefault(name, args, at);
  const nulls = call.nulls === "ignore" ? " IGNORE NULLS" : "";
  return { sql: `${name}(${values.map(({ sql }) => sql).join(", ")}${nulls}) OVER ${window}`, type };
}

function typeOf(name: string, args: readonly Bound[]): Type {
  if (COUNTING.has(name)) return { kind: "int8" };
  if (FRACTIONS.has(name)) return { kind: "float8" };
  return sameAsFirst(args);
}

function lagDefault(name: string, args: readonly Bound[], at: number): readonly Bound[] {
  if ((name !== "lag" && name !== "lead") || args.length < 3) return args;
  const [value, offset, otherwise] = args as [Bound, Bound, Bound];
  const [one, other] = unify([value, otherwise], name.toUpperCase(), at).values as [Bound, Bound];
  return [one, offset, other];
}

function requireFrame({ over, name, at }: Call): void {
  if (over !== undefined && over.orderBy.length > 0 && over.frame === undefined) {
    throw frameRequired(name, at);
  }
}

export function frameRequired(name: string, at: number): SqlError {
  const message = "Aggregate window functions with an ORDER BY clause require a frame clause";
  return new SqlError("42601", message, { position: at + 1, detail: `The function is ${name}.` });
}

function ratioToReport([value]: readonly Bound[], window: string, at: number): Bound {
  if (value === undefined) throw unsupported("RATIO_TO_REPORT without an argument", at);
  const ratio = coerce(value, { kind: "float8" }, at).sql;
  return bound(`(${ratio} / sum(${ratio}) OVER ${window})`, "float8");
}

/** (PARTITION BY … ORDER BY … ROWS …) */
export function windowSql(window: Window, place: Place): string {
  if (window.name !== undefined) throw unsupported("the WINDOW clause");
  const parts: string[] = [];
  if (window.partitionBy.length > 0) {
    parts.push(
      `PARTITION BY ${window.partitionBy.map((each) => bindExpression(each, place).sql).join(", ")}`,
    );
  }
  if (window.orderBy.length > 0) parts.push(`ORDER BY ${orderSql(window.orderBy, place)}`);
  if (window.frame !== undefined) parts.push(window.frame);
  return `(${parts.join(" ")})`;
}

/** Sort keys inside a window or a WITHIN GROUP, where a number is a constant and no column's place. */
export function orderSql(items: readonly OrderItem[], place: Place): string {
  return items.map((item) => `${bindExpression(item.expression, place).sql}${orderSuffix(item)}`).join(", ");
}
