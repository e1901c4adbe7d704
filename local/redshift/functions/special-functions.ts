import { SqlError } from "../../wire/database.ts";
import { noFunction } from "../bind/bind-call.ts";
import { bindExpression, noteParameter, type Place } from "../bind/bind-expression.ts";
import { compare } from "../bind/bind-operator.ts";
import { placeholder } from "../bind/binder.ts";
import type { Bound } from "../bind/bound.ts";
import { unify } from "../bind/coerce.ts";
import type { Call } from "../syntax/ast.ts";
import type { Type } from "../types/type.ts";
import { MOMENT_FUNCTIONS } from "./moment-functions.ts";

export type SpecialFunction = (call: Call, place: Place) => Bound;

/** Functions whose arguments are matched with each other, or say what the function does. */
export const SPECIAL_FUNCTIONS: ReadonlyMap<string, SpecialFunction> = new Map<string, SpecialFunction>([
  ["coalesce", coalesce],
  ["nvl", coalesce],
  ["nvl2", nvl2],
  ["nullif", nullIf],
  ["greatest", extreme("greatest")],
  ["least", extreme("least")],
  ["decode", decode],
  ["getdate", moment("statement_timestamp", { kind: "timestamp" })],
  ["sysdate", moment("transaction_timestamp", { kind: "timestamp" })],
  ["now", moment("transaction_timestamp", { kind: "timestamptz" })],
  ["current_timestamp", moment("transaction_timestamp", { kind: "timestamptz" })],
  ["current_date", moment("statement_timestamp", { kind: "date" })],
  ["localtimestamp", moment("transaction_timestamp", { kind: "timestamp" })],
  ...MOMENT_FUNCTIONS,
]);

function bindAll(call: Call, place: Place, { least }: { least: number }): Bound[] {
  const args = call.arguments.map((argument) => bindExpression(argument, place));
  if (args.length < least) throw noFunction(call, args);
  const known = args.find(({ type }) => type.kind !== "unknown");
  call.arguments.forEach((argument) => {
    if (argument.kind === "parameter" && known !== undefined)
      noteParameter(argument.index, known.type, place.binder);
  });
  return args;
}

function settled(type: Type): Type {
  return type.kind === "unknown" ? { kind: "varchar" } : type;
}

function coalesce(call: Call, place: Place): Bound {
  const { values, type } = unify(bindAll(call, place, { least: 1 }), "COALESCE", call.at);
  return { sql: `coalesce(${values.map(({ sql }) => sql).join(", ")})`, type: settled(type) };
}

function nvl2(call: Call, place: Place): Bound {
  const [test, ...results] = bindAll(call, place, { least: 3 });
  const { values, type } = unify(results, "NVL2", call.at);
  const [yes, no] = values.map(({ sql }) => sql);
  return { sql: `(CASE WHEN ${test?.sql} IS NOT NULL THEN ${yes} ELSE ${no} END)`, type: settled(type) };
}

function nullIf(call: Call, place: Place): Bound {
  const args = bindAll(call, place, { least: 2 });
  const [value, other] = args as [Bound, Bound];
  const type = settled(value.type.kind === "unknown" ? other.type : value.type);
  const { sql } = compare("=", [value, other], call.at);
  const [left] = unify([value, other], "NULLIF", call.at).values;
  return { sql: `(CASE WHEN ${sql} THEN NULL ELSE ${left?.sql} END)`, type };
}

/** The engine passes over nulls as the server does. */
function extreme(name: string): SpecialFunction {
  return (call, place) => {
    const { values, type } = unify(bindAll(call, place, { least: 1 }), name.toUpperCase(), call.at);
    return { sql: `${name}(${values.map(({ sql }) => sql).join(", ")})`, type: settled(type) };
  };
}

/** DECODE(value, search, result, …, default), where NULL finds NULL. */
function decode(call: Call, place: Place): Bound {
  const [value, ...rest] = bindAll(call, place, { least: 3 }) as [Bound, ...Bound[]];
  const searches = rest.filter((_, index) => index % 2 === 0 && index + 1 < rest.length);
  const results = rest.filter((_, index) => index % 2 === 1 || index + 1 === rest.length);
  const otherwise = rest.length % 2 === 1;
  const { values, type } = unify(results, "DECODE", call.at);
  const branches = searches.map((search, index) => {
    const [left, right] = unify([value, search], "DECODE", call.at).values;
    return `WHEN ${left?.sql} IS NOT DISTINCT FROM ${right?.sql} THEN ${values[index]?.sql}`;
  });
  const tail = otherwise ? values.at(-1)?.sql : "NULL";
  return { sql: `(CASE ${branches.join(" ")} ELSE ${tail} END)`, type: settled(type) };
}

/** The clock of the statement or transaction: known only when it runs. */
function moment(name: "statement_timestamp" | "transaction_timestamp", type: Type): SpecialFunction {
  return (call, { binder }) => {
    if (call.arguments.length > 0) throw new SqlError("42883", `function ${call.name}() takes no arguments`);
    const sql = placeholder(binder, { kind: "value", name });
    const engine = { timestamptz: "TIMESTAMPTZ", date: "DATE" }[type.kind as string];
    const whole = call.name === "getdate" ? `date_trunc('second', ${sql})` : sql;
    return { sql: engine === undefined ? whole : `CAST(${whole} AS ${engine})`, type };
  };
}
