import { SqlError } from "../../wire/database.ts";
import { type Bound, literal } from "../bind/bound.ts";
import { unsupported } from "../syntax/cursor.ts";
import type { CastKind } from "./cast.ts";
import { baseName, displayType, engineType } from "./describe.ts";
import { intervalSql } from "./read-interval.ts";
import { readMoment } from "./read-moment.ts";
import type { Type } from "./type.ts";

interface CastOptions {
  kind: CastKind;
  at: number;
}

/** A string literal (or NULL) in the type its context asks for. Throws what the server would: 22P02, 22003, 22007, 22008. */
export function castLiteral(text: string | null, target: Type, options: CastOptions): Bound {
  if (text === null) return { sql: `CAST(NULL AS ${engineType(target)})`, type: target };
  return { sql: literalSql(text, target, options), type: target };
}

function literalSql(text: string, target: Type, options: CastOptions): string {
  if (target.kind === "interval") return intervalSql(text, undefined, options.at);
  const value = literalText(text, target, options);
  const engine = engineType(target);
  if (engine === "VARCHAR") return literal(value);
  return RANGES[target.kind] === undefined
    ? `CAST(${literal(value)} AS ${engine})`
    : `CAST(${value} AS ${engine})`;
}

/** The literal as the engine reads it in a cast to the target's type, checked and fitted as the options say. */
export function literalText(text: string, target: Type, options: CastOptions): string {
  switch (target.kind) {
    case "int2":
    case "int4":
    case "int8":
    case "oid":
      return integerText(text, target, options);
    case "numeric":
    case "float4":
    case "float8":
      return numberText(text, target, options);
    case "bool":
      return booleanText(text, options);
    case "date":
    case "timestamp":
    case "timestamptz":
    case "time":
    case "timetz":
      return momentText(text, target, options);
    case "varchar":
    case "char":
      return fittedText(text, target, options);
    case "regtype":
      // Only psql asks, about functions and triggers: there are none.
      return /^\d+$/.test(text) ? text : "0";
    case "text":
    case "name":
    case "unknown":
      return text;
    default:
      throw unsupported(`a literal of type ${baseName(target)}`, options.at);
  }
}

const RANGES: Record<string, readonly [bigint, bigint]> = {
  int2: [-32768n, 32767n],
  int4: [-2147483648n, 2147483647n],
  int8: [-9223372036854775808n, 9223372036854775807n],
  oid: [0n, 4294967295n],
};

function integerText(text: string, target: Type, { at }: CastOptions): string {
  if (!/^\s*[+-]?\d{1,40}\s*$/.test(text)) throw invalid(target, text, at);
  const value = BigInt(text.trim().replace(/^\+/, ""));
  const [low, high] = RANGES[target.kind] as readonly [bigint, bigint];
  if (value < low || value > high) {
    throw new SqlError("22003", `value "${text}" is out of range for type ${baseName(target)}`, {
      position: at + 1,
    });
  }
  return String(value);
}

function numberText(text: string, target: Type, { at }: CastOptions): string {
  const plain = text.trim();
  const special = target.kind !== "numeric" && /^[+-]?(nan|inf(inity)?)$/i.test(plain);
  if (!special && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) throw invalid(target, text, at);
  return plain;
}

const TRUE = ["t", "tr", "tru", "true", "y", "ye", "yes", "on", "1"];
const FALSE = ["f", "fa", "fal", "fals", "false", "n", "no", "of", "off", "0"];

function booleanText(text: string, { at }: CastOptions): string {
  const value = text.trim().toLowerCase();
  if (TRUE.includes(value)) return "true";
  if (FALSE.includes(value)) return "false";
  throw invalid({ kind: "bool" }, text, at);
}

function momentText(text: string, target: Type, { at }: CastOptions): string {
  const word = text.trim().toLowerCase();
  if (["now", "today", "yesterday", "tomorrow", "infinity", "-infinity"].includes(word)) {
    throw unsupported(`the ${baseName(target)} '${word}'`, at);
  }
  const moment = readMoment(text);
  const wantsDate = target.kind !== "time" && target.kind !== "timetz";
  if (moment === undefined || (wantsDate && moment.date === undefined)) throw invalid(target, text, at);
  const { date, time = "00:00:00", zone = "+00:00" } = moment;
  if (target.kind === "date") return date as string;
  if (target.kind === "time") return time;
  if (target.kind === "timetz") return `${time}${zone}`;
  if (target.kind === "timestamp" || moment.zone === undefined) return `${date} ${time}`;
  return `${date} ${time}${/^[+-]/.test(zone) ? zone : ` ${zone}`}`;
}

function fittedText(text: string, target: Type, { kind }: CastOptions): string {
  const length = "length" in target ? target.length : undefined;
  const value = target.kind === "char" ? text.replace(/ +$/, "") : text;
  if (length === undefined || kind === "implicit" || Buffer.byteLength(value) <= length) return value;
  if (kind === "assignment" && Buffer.byteLength(value.replace(/ +$/, "")) > length) {
    throw new SqlError("22001", `value too long for type ${displayType(target)}`);
  }
  return cutBytes(value, length);
}

/** The longest start of the text that has at most so many bytes. */
function cutBytes(text: string, length: number): string {
  const bytes = Buffer.from(text);
  let end = length;
  while (end > 0 && ((bytes[end] as number) & 0xc0) === 0x80) end -= 1;
  return bytes.toString("utf8", 0, end);
}

/** PostgreSQL 8.0 says "for integer", and "for type …" of all others. */
function invalid(target: Type, text: string, at: number): SqlError {
  const { kind } = target;
  const moment = ["date", "timestamp", "timestamptz", "time", "timetz"].includes(kind);
  const name = baseName(target).replace(/ with(out)? time zone$/, "");
  const what = kind === "int2" || kind === "int4" ? "integer" : `type ${name}`;
  return new SqlError(moment ? "22007" : "22P02", `invalid input syntax for ${what}: "${text}"`, {
    position: at + 1,
  });
}
