/** A column or expression type, as Redshift knows it. */
export type Type =
  | { kind: SimpleKind }
  /** Bytes, not characters; undefined for an expression whose length is not known. */
  | { kind: "varchar" | "char" | "varbyte"; length?: number | undefined }
  /** A string literal, NULL or parameter whose type the context decides. */
  | { kind: "unknown"; length?: number | undefined }
  | { kind: "numeric"; precision: number; scale: number };

export type SimpleKind =
  | "bool"
  | "int2"
  | "int4"
  | "int8"
  | "float4"
  | "float8"
  | "date"
  | "time"
  | "timetz"
  | "timestamp"
  | "timestamptz"
  | "interval"
  /** Types that only the pg_catalog tables have. */
  | "oid"
  | "name"
  | "text"
  | "regclass"
  | "regtype"
  | "text[]"
  | "int2[]";

export const MAX_VARCHAR = 65535;
export const DEFAULT_VARCHAR = 256;
