import type { Field } from "../../wire/database.ts";
import type { Type } from "./type.ts";

const OIDS: Record<Type["kind"], readonly [oid: number, size: number, name: string, engine: string]> = {
  bool: [16, 1, "boolean", "BOOLEAN"],
  int2: [21, 2, "smallint", "SMALLINT"],
  int4: [23, 4, "integer", "INTEGER"],
  int8: [20, 8, "bigint", "BIGINT"],
  float4: [700, 4, "real", "FLOAT"],
  float8: [701, 8, "double precision", "DOUBLE"],
  date: [1082, 4, "date", "DATE"],
  time: [1083, 8, "time without time zone", "TIME"],
  timetz: [1266, 12, "time with time zone", "TIMETZ"],
  timestamp: [1114, 8, "timestamp without time zone", "TIMESTAMP"],
  timestamptz: [1184, 8, "timestamp with time zone", "TIMESTAMPTZ"],
  interval: [1186, 16, "interval", "INTERVAL"],
  unknown: [1043, -1, "unknown", "VARCHAR"],
  oid: [26, 4, "oid", "BIGINT"],
  name: [19, 64, "name", "VARCHAR"],
  text: [25, -1, "text", "VARCHAR"],
  regclass: [2205, 4, "regclass", "BIGINT"],
  regtype: [2206, 4, "regtype", "BIGINT"],
  "text[]": [1009, -1, "text[]", "VARCHAR[]"],
  "int2[]": [1005, -1, "smallint[]", "SMALLINT[]"],
  varchar: [1043, -1, "character varying", "VARCHAR"],
  char: [1042, -1, "character", "VARCHAR"],
  varbyte: [6551, -1, "binary varying", "BLOB"],
  numeric: [1700, -1, "numeric", "DECIMAL"],
};

/** The result column, as a RowDescription names it. */
export function fieldOf(name: string, type: Type): Field {
  const [typeOid, typeSize] = OIDS[type.kind];
  return { name, typeOid, typeSize, typeModifier: typeModifier(type) };
}

export function typeOid(type: Type): number {
  return OIDS[type.kind][0];
}

export function typeSize(type: Type): number {
  return OIDS[type.kind][1];
}

export function typeModifier(type: Type): number {
  if (type.kind === "numeric") return (type.precision << 16) + type.scale + 4;
  if ("length" in type && type.length !== undefined) return type.length + 4;
  return -1;
}

/** The type without its length: "character varying", "numeric". */
export function baseName(type: Type): string {
  return OIDS[type.kind][2];
}

/** The type as psql and the error messages write it: "character varying(10)", "numeric(10,2)". */
export function displayType(type: Type): string {
  if (type.kind === "numeric") return `numeric(${type.precision},${type.scale})`;
  const length = "length" in type && type.length !== undefined ? `(${type.length})` : "";
  return baseName(type) + length;
}

/** The engine's type that holds its values. */
export function engineType(type: Type): string {
  if (type.kind === "numeric") return `DECIMAL(${type.precision},${type.scale})`;
  return OIDS[type.kind][3];
}

const KINDS_BY_OID = new Map(
  Object.entries(OIDS).map(([kind, [oid]]) => [oid, kind as Type["kind"]] as const),
);

/** The type of a parameter that a client declared by oid; undefined for one left open or not known. */
export function typeOfOid(oid: number): Type | undefined {
  if (oid === 25 || oid === 1043 || oid === 1042 || oid === 705) return { kind: "varchar" };
  if (oid === 1700) return { kind: "numeric", precision: 38, scale: 10 };
  const kind = KINDS_BY_OID.get(oid);
  if (kind === undefined || kind === "numeric" || kind === "varbyte") return undefined;
  return { kind } as Type;
}
