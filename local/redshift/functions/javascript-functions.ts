import { createHash } from "node:crypto";
import { renderDouble } from "../../engine/render-float.ts";
import type { ScalarFunction } from "../../engine/scalar-function.ts";
import { SqlError } from "../../wire/database.ts";
import { readMoment } from "../types/read-moment.ts";
import { crc32c } from "./crc32c.ts";
import { fnvHash } from "./fnv-hash.ts";
import { parseMoment } from "./parse-moment.ts";
import { countMatches, findMatch, replaceMatches, substringMatch } from "./regexp.ts";
import { soundex, soundexDifference } from "./soundex.ts";
import { formatMoment } from "./to-char-moment.ts";
import { formatNumber, parseNumber } from "./to-char-number.ts";
import { zoneForEngine } from "./zone.ts";

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/**
 * Functions that no expression of the engine's gives exactly. They run here, a batch of rows at a time, so they are
 * kept to what analysts call on few rows; whatever the job's SQL uses is the engine's own.
 */
export const JAVASCRIPT_FUNCTIONS: readonly ScalarFunction[] = [
  text("rs_js_initcap", 1, (value) => initialCapitals(value)),
  text("rs_js_sha2", ["VARCHAR", "INTEGER"], (value, bits) => sha2(value, Number(bits))),
  text("rs_js_crc32", 1, (value) => crc32c(Buffer.from(value)).toString(16).padStart(8, "0")),
  text("rs_js_quote_ident", 1, (value) =>
    /^[a-z_][a-z0-9_$]*$/.test(value) ? value : `"${value.replaceAll('"', '""')}"`,
  ),
  text("rs_js_quote_literal", 1, (value) => `'${value.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`),
  text("rs_js_soundex", 1, soundex),
  integer("rs_js_difference", 2, soundexDifference),
  {
    name: "rs_js_strtol",
    parameters: ["VARCHAR", "INTEGER"],
    result: "BIGINT",
    call: strtol as Body<bigint>,
  },
  integer("rs_js_regexp_count", ["VARCHAR", "VARCHAR", "INTEGER", "VARCHAR"], countMatches),
  integer(
    "rs_js_regexp_instr",
    ["VARCHAR", "VARCHAR", "INTEGER", "INTEGER", "INTEGER", "VARCHAR"],
    findMatch,
  ),
  text("rs_js_regexp_substr", ["VARCHAR", "VARCHAR", "INTEGER", "INTEGER", "VARCHAR"], substringMatch),
  text("rs_js_regexp_replace", ["VARCHAR", "VARCHAR", "VARCHAR", "INTEGER", "VARCHAR"], replaceMatches),
  text("rs_js_to_char_moment", 2, formatMoment),
  text("rs_js_to_char_number", 2, formatNumber),
  text("rs_js_to_number", 2, parseNumber),
  text("rs_js_to_moment", ["VARCHAR", "VARCHAR", "BOOLEAN"], (value, format, strict) =>
    parseMoment(value, format, { strict: Boolean(strict) }),
  ),
  text("rs_js_read_moment", 1, readTimestamp),
  text("rs_js_read_time", 1, readTime),
  text("rs_js_zone", 1, zoneForEngine),
  text("rs_js_float_to_text", ["DOUBLE"], (value) => renderDouble(Number(value))),
  integer("rs_js_weekday", 1, weekday),
  {
    name: "rs_js_is_valid_json",
    parameters: ["VARCHAR"],
    result: "BOOLEAN",
    call: (value) => isJson(value, "{"),
  },
  {
    name: "rs_js_is_valid_json_array",
    parameters: ["VARCHAR"],
    result: "BOOLEAN",
    call: (value) => isJson(value, "["),
  },
  hash("rs_js_fnv_hash_text", "VARCHAR", (value) => Buffer.from(String(value))),
  hash("rs_js_fnv_hash_int2", "INTEGER", (value) => integerBytes(BigInt(value as number), 2)),
  hash("rs_js_fnv_hash_int4", "INTEGER", (value) => integerBytes(BigInt(value as number), 4)),
  hash("rs_js_fnv_hash_int8", "BIGINT", (value) => integerBytes(value as bigint, 8)),
];

type Kind = ScalarFunction["parameters"][number];

function kinds(parameters: number | readonly Kind[]): readonly Kind[] {
  return typeof parameters === "number" ? new Array<Kind>(parameters).fill("VARCHAR") : parameters;
}

// biome-ignore lint/suspicious/noExplicitAny: each function states its own arguments, which the engine has checked.
type Body<Result> = (...values: any[]) => Result;

function text(name: string, parameters: number | readonly Kind[], call: Body<string | null>): ScalarFunction {
  return { name, parameters: kinds(parameters), result: "VARCHAR", call };
}

function integer(
  name: string,
  parameters: number | readonly Kind[],
  call: Body<number | bigint>,
): ScalarFunction {
  return { name, parameters: kinds(parameters), result: "INTEGER", call };
}

function hash(name: string, kind: Kind, bytes: (value: unknown) => Buffer): ScalarFunction {
  return {
    name,
    parameters: [kind, "BIGINT"],
    result: "BIGINT",
    takesNulls: true,
    call: (value, seed) => (value === null ? (seed ?? null) : fnvHash(bytes(value), seed as bigint | null)),
  };
}

function integerBytes(value: bigint, size: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value);
  return bytes.subarray(0, size);
}

function initialCapitals(value: string): string {
  return value.toLowerCase().replace(/[\p{L}\p{N}]+/gu, (word) => word[0]?.toUpperCase() + word.slice(1));
}

function sha2(value: string, bits: number): string | null {
  const size = bits === 0 ? 256 : bits;
  return [224, 256, 384, 512].includes(size) ? createHash(`sha${size}`).update(value).digest("hex") : null;
}

function strtol(value: string, base: number): bigint {
  const digits = /^\s*([+-]?)(?:0x)?([0-9a-z]+)\s*$/i.exec(value);
  let total = 0n;
  for (const digit of (digits?.[2] ?? "?").toLowerCase()) {
    const number = Number.parseInt(digit, 36);
    if (!(number < base))
      throw new SqlError("22P02", `The input ${value} is not valid to be converted to base ${base}`);
    total = total * BigInt(base) + BigInt(number);
  }
  return digits?.[1] === "-" ? -total : total;
}

function readTimestamp(value: string): string {
  const moment = readMoment(value);
  if (moment?.date === undefined) {
    throw new SqlError("22007", `invalid input syntax for type timestamp: "${value}"`);
  }
  return `${moment.date} ${moment.time ?? "00:00:00"}`;
}

function readTime(value: string): string {
  const moment = readMoment(value);
  if (moment?.time === undefined)
    throw new SqlError("22007", `invalid input syntax for type time: "${value}"`);
  return moment.time;
}

function weekday(value: string): number {
  const day = DAYS.indexOf(value.trim().slice(0, 3).toLowerCase());
  const short = DAYS.findIndex(
    (name) => value.trim().length === 2 && name.startsWith(value.trim().toLowerCase()),
  );
  if (day < 0 && short < 0) throw new SqlError("22007", `invalid day of week: "${value}"`);
  return Math.max(day, short);
}

function isJson(value: unknown, first: "{" | "["): boolean {
  const trimmed = String(value).trim();
  if (!trimmed.startsWith(first)) return false;
  try {
    JSON.parse(trimmed);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
