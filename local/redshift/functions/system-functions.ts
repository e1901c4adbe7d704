import { SqlError } from "../../wire/database.ts";
import { bindExpression, type Place } from "../bind/bind-expression.ts";
import { type DynamicName, placeholder } from "../bind/binder.ts";
import { type Bound, bound, literal } from "../bind/bound.ts";
import type { Call } from "../syntax/ast.ts";
import { toText } from "../types/cast.ts";

type SystemFunction = (call: Call, place: Place) => Bound;

const VERSION =
  "PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017 (Red Hat 3.4.2-6.fc3), Redshift 1.0.0 (local)";

/** Functions that answer from the session or the catalogue; those of pg_catalog are what psql and drivers ask. */
export const SYSTEM_FUNCTIONS: ReadonlyMap<string, SystemFunction> = new Map<string, SystemFunction>([
  ["version", text(() => VERSION)],
  ["current_user", text(({ binder }) => binder.names.user)],
  ["session_user", text(({ binder }) => binder.names.user)],
  ["user", text(({ binder }) => binder.names.user)],
  ["current_database", text(({ binder }) => binder.names.database)],
  ["current_user_id", () => bound("100", "int4")],
  ["pg_backend_pid", (_call, { binder }) => bound(String(binder.names.processId), "int4")],
  ["pg_last_copy_count", dynamic("last_copy_count", "int8")],
  ["pg_last_copy_id", dynamic("last_copy_id", "int4")],
  ["pg_last_unload_count", dynamic("last_unload_count", "int8")],
  ["pg_last_unload_id", dynamic("last_unload_id", "int4")],
  ["pg_last_query_id", dynamic("last_query_id", "int8")],
  ["current_schema", dynamic("current_schema", "varchar")],
  [
    "current_schemas",
    (_call, { binder }) => ({
      sql: list(["pg_catalog", ...binder.names.schemas()]),
      type: { kind: "text[]" },
    }),
  ],
  ["current_setting", currentSetting],
  ["has_table_privilege", always("true")],
  ["has_schema_privilege", always("true")],
  ["has_database_privilege", always("true")],
  ["has_column_privilege", always("true")],
  ["has_function_privilege", always("true")],
  ["pg_table_is_visible", isVisible],
  ["pg_function_is_visible", always("true")],
  ["pg_type_is_visible", always("true")],
  [
    "pg_get_userbyid",
    (call, place) =>
      oneOf(call, place, (oid) =>
        bound(`(CASE WHEN ${oid} IS NULL THEN NULL ELSE ${literal(place.binder.names.user)} END)`, "name"),
      ),
  ],
  ["pg_encoding_to_char", text(() => "UTF8")],
  ["pg_get_expr", (call, place) => toText(bindExpression(call.arguments[0] as never, place))],
  ["format_type", formatType],
  ["obj_description", none],
  ["shobj_description", none],
  ["col_description", none],
  ["pg_get_function_result", none],
  ["pg_get_function_arguments", none],
  ["pg_get_function_identity_arguments", none],
  ["pg_get_functiondef", none],
  ["pg_tablespace_location", none],
  ["pg_get_constraintdef", none],
  ["pg_get_indexdef", none],
  ["pg_get_viewdef", none],
  ["pg_get_ruledef", none],
  ["pg_get_triggerdef", none],
  ["pg_get_serial_sequence", none],
  ["pg_relation_is_publishable", always("false")],
  ["array_to_string", arrayToString],
  ["array_upper", none4],
  ["array_lower", none4],
  ["txid_current", () => bound("0", "int8")],
]);

function text(value: (place: Place) => string): SystemFunction {
  return (_call, place) => bound(literal(value(place)), "varchar");
}

function dynamic(name: DynamicName, kind: "int4" | "int8" | "varchar"): SystemFunction {
  return (_call, { binder }) => bound(placeholder(binder, { kind: "value", name }), kind);
}

/** Its arguments are bound, so that a column that is not there is told. */
function always(sql: string): SystemFunction {
  return (call, place) => {
    for (const argument of call.arguments) bindExpression(argument, place);
    return bound(sql, "bool");
  };
}

function isVisible(call: Call, place: Place): Bound {
  return oneOf(call, place, (oid) => {
    const hidden = place.binder.names.hidden();
    return bound(hidden.length === 0 ? "true" : `(${oid} NOT IN (${hidden.join(", ")}))`, "bool");
  });
}

function none(call: Call, place: Place): Bound {
  for (const argument of call.arguments) bindExpression(argument, place);
  return bound("CAST(NULL AS VARCHAR)", "text");
}

function none4(call: Call, place: Place): Bound {
  for (const argument of call.arguments) bindExpression(argument, place);
  return bound("CAST(NULL AS INTEGER)", "int4");
}

function oneOf(call: Call, place: Place, answer: (sql: string) => Bound): Bound {
  const [argument] = call.arguments;
  if (argument === undefined) throw new SqlError("42883", `function ${call.name}() does not exist`);
  return answer(bindExpression(argument, place).sql);
}

function currentSetting(call: Call, { binder }: Place): Bound {
  const [name] = call.arguments;
  if (name?.kind !== "string") throw new SqlError("42883", "function current_setting() needs a literal");
  return bound(literal(binder.names.setting(name.value)), "varchar");
}

function list(values: readonly string[]): string {
  return `[${values.map(literal).join(", ")}]`;
}

function arrayToString(call: Call, place: Place): Bound {
  const [array, separator] = call.arguments.map((argument) => bindExpression(argument, place));
  return bound(`array_to_string(${array?.sql}, ${separator?.sql})`, "text");
}

/** format_type(oid, typmod): "character varying(10)" */
function formatType(call: Call, place: Place): Bound {
  const [oid, modifier] = call.arguments.map((argument) => bindExpression(argument, place).sql);
  return bound(`rs_format_type(${oid}, ${modifier})`, "text");
}
