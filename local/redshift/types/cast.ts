import { SqlError } from "../../wire/database.ts";
import { type Bound, literal } from "../bind/bound.ts";
import { unsupported } from "../syntax/cursor.ts";
import { castLiteral } from "./cast-literal.ts";
import { baseName, displayType, engineType } from "./describe.ts";
import { isFloat, isInteger, isMoment, isNumber, isText, sameType } from "./groups.ts";
import type { Type } from "./type.ts";

/**
 * How a value comes to another type: CAST cuts text to its length, an assignment to a column refuses text that is
 * too long, and an implicit cast only happens where Redshift needs no word for it.
 */
export type CastKind = "explicit" | "assignment" | "implicit";

/** The value in another type. Throws 42846 where there is no such cast, 22P02 and kin for a literal that is none. */
export function cast(value: Bound, target: Type, { kind, at }: { kind: CastKind; at: number }): Bound {
  if (value.literal !== undefined) return castLiteral(value.literal, target, { kind, at });
  if (value.type.kind === "unknown") return castText({ ...value, type: { kind: "varchar" } }, target, kind);
  if (sameType(value.type, target) && !("length" in target)) return { sql: value.sql, type: target };
  if (isText(value.type)) return castText(value, target, kind);
  if (isText(target)) return fitText(toText(value), target, kind);
  const sql = castSql(value, target);
  if (sql === undefined) throw noCast(value.type, target, at);
  return { sql, type: target };
}

function noCast(from: Type, to: Type, at: number): SqlError {
  return new SqlError("42846", `cannot cast type ${baseName(from)} to ${baseName(to)}`, {
    position: at + 1,
  });
}

const TEXT_READERS: Partial<Record<Type["kind"], string>> = {
  bool: "rs_text_to_bool",
  int2: "rs_text_to_int2",
  int4: "rs_text_to_int4",
  int8: "rs_text_to_int8",
  oid: "rs_text_to_int8",
  float4: "rs_text_to_float8",
  float8: "rs_text_to_float8",
  date: "rs_text_to_date",
  timestamp: "rs_text_to_timestamp",
  timestamptz: "rs_text_to_timestamptz",
  time: "rs_text_to_time",
  interval: "rs_text_to_interval",
  numeric: "rs_text_to_numeric",
};

function castText(value: Bound, target: Type, kind: CastKind): Bound {
  if (isText(target) || target.kind === "unknown") return fitText(value, target, kind);
  const reader = TEXT_READERS[target.kind];
  if (reader === undefined) throw unsupported(`a cast from text to ${baseName(target)}`);
  const sql = `${reader}(${value.sql})`;
  const narrow = target.kind === "numeric" || target.kind === "float4";
  return { sql: narrow ? `CAST(${sql} AS ${engineType(target)})` : sql, type: target };
}

/** Text into a column or CAST of a given length in bytes. Blanks at a char's end are no part of it. */
function fitText(value: Bound, target: Type, kind: CastKind): Bound {
  const from = "length" in value.type ? value.type.length : undefined;
  const to = "length" in target ? target.length : undefined;
  const sql = target.kind === "char" && value.type.kind !== "char" ? `rtrim(${value.sql}, ' ')` : value.sql;
  const fits = to === undefined || kind === "implicit" || (from !== undefined && from <= to);
  if (fits) return { sql, type: target };
  const fit = kind === "assignment" ? "rs_fit_text" : "rs_cut_text";
  const more = kind === "assignment" ? `, ${literal(displayType(target))}` : "";
  return { sql: `${fit}(${sql}, ${to}${more})`, type: target };
}

/** The value as Redshift prints it. */
export function toText(value: Bound): Bound {
  const type: Type = { kind: "varchar", length: textLength(value.type) };
  if (isText(value.type) || value.type.kind === "unknown") return { ...value, type };
  if (isFloat(value.type)) return { sql: `rs_float_to_text(${value.sql})`, type };
  if (value.type.kind === "timestamptz") return { sql: `rs_timestamptz_to_text(${value.sql})`, type };
  if (value.type.kind === "interval") throw unsupported("a cast from interval to text");
  return { sql: `CAST(${value.sql} AS VARCHAR)`, type };
}

/** The most bytes that a value of the type prints as; undefined where that is open. */
function textLength(type: Type): number | undefined {
  const lengths: Partial<Record<Type["kind"], number>> = {
    bool: 5,
    int2: 6,
    int4: 11,
    int8: 20,
    date: 10,
    timestamp: 26,
    timestamptz: 32,
    numeric: 40,
  };
  return "length" in type ? type.length : lengths[type.kind];
}

function castSql({ sql, type }: Bound, target: Type): string | undefined {
  const plain = `CAST(${sql} AS ${engineType(target)})`;
  if (isNumber(type) && isNumber(target)) return plain;
  if (isMoment(type) && isMoment(target)) return plain;
  if (type.kind === "bool" && isInteger(target)) return plain;
  if (isInteger(type) && target.kind === "bool") return plain;
  if ((type.kind === "timestamp" || type.kind === "timestamptz") && target.kind === "time") return plain;
  if (type.kind === "time" && (target.kind === "interval" || target.kind === "timetz")) return plain;
  const registered = ["regclass", "regtype"];
  if (registered.includes(type.kind) && isInteger(target)) return plain;
  if (isInteger(type) && registered.includes(target.kind)) return sql;
  return undefined;
}
