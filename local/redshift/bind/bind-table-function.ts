import type { Call, Expression, FromItem } from "../syntax/ast.ts";
import { unsupported } from "../syntax/cursor.ts";
import { cast } from "../types/cast.ts";
import { bindExpression, type Place } from "./bind-expression.ts";
import type { OutputColumn } from "./bind-query.ts";

/** A function in FROM: generate_series(a, b), which Redshift runs on its leader node. */
export function bindTableFunction(
  { call }: Extract<FromItem, { kind: "function" }>,
  place: Place,
): { sql: string; columns: OutputColumn[] } {
  const count = call.arguments.length;
  if (call.name === "unnest" && count === 1) return unnest(call, place);
  if (call.name !== "generate_series" || count < 2 || count > 3) {
    throw unsupported(`function ${call.name}() in FROM`, call.at);
  }
  const bounds = call.arguments.map(
    (argument) =>
      cast(bindExpression(argument, place), { kind: "int8" }, { kind: "assignment", at: call.at }).sql,
  );
  return {
    sql: `SELECT unnest(generate_series(${bounds.join(", ")}))`,
    columns: [{ name: "generate_series", type: { kind: "int4" } }],
  };
}

/** Of PostgreSQL's arrays, in the queries of psql. */
function unnest({ arguments: [argument], at }: Call, place: Place): { sql: string; columns: OutputColumn[] } {
  const array = bindExpression(argument as Expression, place);
  if (array.type.kind !== "text[]") throw unsupported("function unnest() in FROM", at);
  return { sql: `SELECT unnest(${array.sql})`, columns: [{ name: "unnest", type: { kind: "text" } }] };
}
