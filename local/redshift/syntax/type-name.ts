import { SqlError } from "../../wire/database.ts";
import { DEFAULT_VARCHAR, MAX_VARCHAR, type SimpleKind, type Type } from "../types/type.ts";
import type { Cursor } from "./cursor.ts";

const SIMPLE: Record<string, SimpleKind> = {
  smallint: "int2",
  int2: "int2",
  integer: "int4",
  int: "int4",
  int4: "int4",
  bigint: "int8",
  int8: "int8",
  real: "float4",
  float4: "float4",
  float8: "float8",
  float: "float8",
  boolean: "bool",
  bool: "bool",
  date: "date",
  timestamptz: "timestamptz",
  timetz: "timetz",
  oid: "oid",
  name: "name",
  regclass: "regclass",
  regtype: "regtype",
  regproc: "regtype",
  regprocedure: "regtype",
  regnamespace: "regtype",
  regrole: "regtype",
};

const VARCHARS = new Set(["varchar", "nvarchar", "text"]);
const CHARS = new Set(["char", "character", "nchar", "bpchar"]);
const REFUSED = new Set(["super", "geometry", "geography", "hllsketch", "varbyte", "varbinary"]);

/** A type as CREATE TABLE and CAST write it. Throws 0A000 for one that the stand-in lacks, 42704 for none. */
export function parseType(cursor: Cursor): Type {
  const token = cursor.peek();
  cursor.accept("pg_catalog", ".");
  const word = cursor.label();
  if (REFUSED.has(word) || (word === "binary" && cursor.at("varying"))) {
    throw cursor.unsupported(`type ${word.toUpperCase()}`);
  }
  const type = readType(cursor, word);
  if (type === undefined) {
    throw new SqlError("42704", `type "${word}" does not exist`, { position: token.start + 1 });
  }
  if (cursor.accept("[", "]")) return { kind: "text[]" };
  return type;
}

function readType(cursor: Cursor, word: string): Type | undefined {
  if (word === "double") {
    cursor.expect("precision");
    return { kind: "float8" };
  }
  if (word === "float" && cursor.accept("(")) return floatOf(readInteger(cursor));
  if (word === "numeric" || word === "decimal" || word === "dec") return readNumeric(cursor);
  if (VARCHARS.has(word) || (CHARS.has(word) && cursor.accept("varying"))) {
    const length = readLength(cursor, MAX_VARCHAR);
    return { kind: "varchar", length: length ?? DEFAULT_VARCHAR };
  }
  if (CHARS.has(word)) {
    return { kind: "char", length: readLength(cursor, 4096) ?? (word === "bpchar" ? 256 : 1) };
  }
  if (word === "time" || word === "timestamp") return readTime(cursor, word);
  if (word === "interval") return { kind: "interval" };
  const simple = Object.hasOwn(SIMPLE, word) ? SIMPLE[word] : undefined;
  return simple === undefined ? undefined : { kind: simple };
}

function readNumeric(cursor: Cursor): Type {
  if (!cursor.accept("(")) return { kind: "numeric", precision: 18, scale: 0 };
  const precision = cursor.integer();
  const scale = cursor.accept(",") ? cursor.integer() : 0;
  cursor.expect(")");
  if (precision < 1 || precision > 38) {
    throw new SqlError("22023", `NUMERIC precision ${precision} must be between 1 and 38`);
  }
  if (scale < 0 || scale > precision) {
    throw new SqlError("22023", `NUMERIC scale ${scale} must be between 0 and precision ${precision}`);
  }
  return { kind: "numeric", precision, scale };
}

function readTime(cursor: Cursor, word: "time" | "timestamp"): Type {
  if (cursor.accept("(")) readInteger(cursor);
  if (cursor.accept("with", "time", "zone")) {
    return { kind: word === "time" ? "timetz" : "timestamptz" };
  }
  cursor.accept("without", "time", "zone");
  return { kind: word };
}

function readLength(cursor: Cursor, max: number): number | undefined {
  if (!cursor.accept("(")) return undefined;
  if (cursor.accept("max", ")")) return max;
  const length = readInteger(cursor);
  if (length < 1) throw new SqlError("22023", "length for type varchar must be at least 1");
  if (length > max) {
    throw new SqlError("22023", `length for type varchar cannot exceed ${max}`);
  }
  return length;
}

function readInteger(cursor: Cursor): number {
  const value = cursor.integer();
  cursor.expect(")");
  return value;
}

function floatOf(bits: number): Type {
  return { kind: bits <= 24 ? "float4" : "float8" };
}
