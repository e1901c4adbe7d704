import type { Type } from "../types/type.ts";

/** A table, as the catalogue knows it. */
export interface Table {
  oid: number;
  /** "pg_temp" for a temporary table, which only its own session sees. */
  schema: string;
  name: string;
  owner: string;
  columns: readonly Column[];
  diststyle: "auto" | "even" | "key" | "all";
  distkey?: string | undefined;
  sortkey: readonly string[];
  sortstyle?: "compound" | "interleaved" | undefined;
  primaryKey: readonly string[];
  /** Recorded, never enforced, as in Redshift. */
  uniqueKeys: readonly (readonly string[])[];
  foreignKeys: readonly ForeignKey[];
  comment?: string | undefined;
}

export interface ForeignKey {
  columns: readonly string[];
  /** Schema-qualified name of the table referred to. */
  table: string;
  references: readonly string[];
}

export interface Column {
  name: string;
  type: Type;
  notNull: boolean;
  /** The default as it was written, to show; undefined for none. */
  defaultText?: string | undefined;
  /** The default as the engine evaluates it. */
  defaultSql?: string | undefined;
  encode?: string | undefined;
  /** `always`: only COPY … EXPLICIT_IDS may give a value. */
  identity?: { seed: number; step: number; mode: "always" | "default"; sequence: string } | undefined;
  comment?: string | undefined;
}

/** What the engine calls the table, quoted, ready to stand in its SQL. */
export function engineName(table: { schema: string; name: string }): string {
  if (table.schema === "pg_temp") return `temp.main.${quote(table.name)}`;
  return `warehouse.${quote(table.schema)}.${quote(table.name)}`;
}

/** A name in double quotes, for the engine's SQL. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
