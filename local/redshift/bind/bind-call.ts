import { SqlError } from "../../wire/database.ts";
import { DATE_FUNCTIONS } from "../functions/date-functions.ts";
import type { FunctionDefinition, Parameter } from "../functions/definition.ts";
import { KNOWN_FUNCTIONS } from "../functions/known-functions.ts";
import { NUMBER_FUNCTIONS } from "../functions/number-functions.ts";
import { SPECIAL_FUNCTIONS } from "../functions/special-functions.ts";
import { SYSTEM_FUNCTIONS } from "../functions/system-functions.ts";
import { TEXT_FUNCTIONS } from "../functions/text-functions.ts";
import type { Call } from "../syntax/ast.ts";
import { unsupported } from "../syntax/cursor.ts";
import { toText } from "../types/cast.ts";
import { baseName } from "../types/describe.ts";
import { isInteger, isMoment, isNumber, isText } from "../types/groups.ts";
import type { Type } from "../types/type.ts";
import { AGGREGATES, bindAggregate } from "./bind-aggregate.ts";
import { bindExpression, type Place } from "./bind-expression.ts";
import { bindWindowFunction, WINDOW_FUNCTIONS } from "./bind-window.ts";
import type { Bound } from "./bound.ts";
import { coerce } from "./coerce.ts";

/** Only what stands in these tables can be called: no function of the engine is in reach by its own name. */
const PLAIN = new Map<string, readonly FunctionDefinition[]>(
  [TEXT_FUNCTIONS, NUMBER_FUNCTIONS, DATE_FUNCTIONS].flatMap((table) => Object.entries(table)),
);

export function bindCall(call: Call, place: Place): Bound {
  const { name } = call;
  if (call.schema !== undefined && call.schema !== "pg_catalog") {
    throw unsupported(`function ${call.schema}.${name}()`, call.at);
  }
  if (WINDOW_FUNCTIONS.has(name)) return bindWindowFunction(call, place);
  if (AGGREGATES.has(name)) return bindAggregate(call, place);
  const special = SPECIAL_FUNCTIONS.get(name) ?? SYSTEM_FUNCTIONS.get(name);
  const definitions = PLAIN.get(name);
  if (special === undefined && definitions === undefined) throw unknownFunction(call, place);
  if (call.over !== undefined || call.distinct || call.star || call.withinGroup !== undefined) {
    const message = `${name} is not an aggregate or window function`;
    throw new SqlError("42809", message, { position: call.at + 1 });
  }
  return special?.(call, place) ?? bindPlain(call, definitions ?? [], place);
}

function unknownFunction(call: Call, place: Place): SqlError {
  const { name, at } = call;
  if (KNOWN_FUNCTIONS.has(name) || name.startsWith("st_")) return unsupported(`function ${name}()`, at);
  return noFunction(
    call,
    call.arguments.map((argument) => bindExpression(argument, place)),
  );
}

export function noFunction(call: Call, args: readonly Bound[]): SqlError {
  const types = args.map(({ type }) => (type.kind === "unknown" ? '"unknown"' : baseName(type)));
  return new SqlError("42883", `function ${call.name}(${types.join(", ")}) does not exist`, {
    position: call.at + 1,
    hint: "No function matches the given name and argument types. You may need to add explicit type casts.",
  });
}

function bindPlain(call: Call, definitions: readonly FunctionDefinition[], place: Place): Bound {
  const args = call.arguments.map((argument) => bindExpression(argument, place));
  const best = definitions
    .map((definition) => ({ definition, cost: costOf(definition, args) }))
    .reduce((left, right) => (right.cost < left.cost ? right : left));
  if (!Number.isFinite(best.cost)) throw noFunction(call, args);
  const { definition } = best;
  const values = args.map((arg, index) => bring(arg, definition.parameters[index] as Parameter, call.at));
  const type = typeof definition.result === "function" ? definition.result(values) : definition.result;
  return { sql: definition.sql(...values.map(({ sql }) => sql)), type };
}

/** How far the arguments are from what a definition takes: the sum of its steps, infinite where one is too far. */
function costOf({ parameters, optional }: FunctionDefinition, args: readonly Bound[]): number {
  if (args.length > parameters.length || args.length < parameters.length - optional) return Infinity;
  return args.reduce((cost, arg, index) => cost + stepCost(arg.type, parameters[index] as Parameter), 0);
}

const MOMENTS = ["date", "timestamp", "timestamptz"];

function stepCost(type: Type, parameter: Parameter): number {
  if (parameter === "any" || type.kind === parameter) return 0;
  if (type.kind === "unknown") return parameter === "text" ? 1 : 2;
  if (parameter === "text") return isText(type) ? 0 : type.kind === "interval" ? Infinity : 20;
  if (parameter === "number") return isNumber(type) ? 1 : Infinity;
  if (parameter === "float8") return isNumber(type) ? 3 : Infinity;
  if (parameter === "int8") return isInteger(type) ? 2 : Infinity;
  if (parameter === "int2") return Infinity;
  if (parameter === "int4") return isInteger(type) ? 1 : type.kind === "numeric" ? 8 : Infinity;
  if (isMoment(type) && MOMENTS.includes(parameter)) {
    return 1 + Math.abs(MOMENTS.indexOf(parameter) - MOMENTS.indexOf(type.kind));
  }
  return Infinity;
}

/** The argument as the definition takes it. */
function bring(arg: Bound, parameter: Parameter, at: number): Bound {
  if (parameter === "any") return arg;
  if (parameter === "number") return isNumber(arg.type) ? arg : coerce(arg, { kind: "float8" }, at);
  if (parameter === "text")
    return arg.literal === null
      ? coerce(arg, { kind: "varchar" }, at)
      : isText(arg.type)
        ? arg
        : arg.type.kind === "unknown"
          ? arg
          : toText(arg);
  return coerce(arg, { kind: parameter }, at);
}
