import type { Type } from "../types/type.ts";

/** An expression in the engine's SQL, with the type that Redshift would give it. */
export interface Bound {
  sql: string;
  type: Type;
  /** A string literal's own text, or null for NULL, while its type is still "unknown". */
  literal?: string | null;
  /** An integer written as such: division by it needs no test for zero. */
  constant?: number;
}

/** A string literal of the engine's SQL. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function bound(sql: string, kind: Exclude<Type["kind"], "numeric">): Bound {
  return { sql, type: { kind } as Type };
}
