import { randomUUID } from "node:crypto";
import type { Table } from "../catalog/table.ts";
import type { SystemView } from "../context.ts";
import type { Expression, FromItem, Path, Query } from "../syntax/ast.ts";
import type { Type } from "../types/type.ts";

/** What a name in a FROM clause can be. */
export type Source =
  | { kind: "table"; table: Table }
  | { kind: "view"; schema: string; name: string; query: Query; columns: readonly string[] }
  | { kind: "system"; view: SystemView };

/** What binding needs to know of the session; it changes nothing in it. */
export interface Names {
  /** Throws 42P01. */
  source(path: Path, at: number): Source;
  readonly user: string;
  readonly database: string;
  readonly processId: number;
  setting(name: string): string;
  schemas(): readonly string[];
  /** Oids of the relations that a bare name does not find. */
  hidden(): readonly number[];
  /** Rows that the session's open transaction has added to the table, where one thread would read them. */
  added(table: Table): number;
}

/** One statement on its way to the engine's SQL: what it was found to read, take and wait for. */
export interface Binder {
  readonly names: Names;
  /** Types of $1, $2, …, as far as the context told. */
  readonly parameters: (Type | undefined)[];
  readonly tables: Set<Table>;
  /** Values that are looked up when the statement runs, not when it is prepared, by placeholder. */
  readonly dynamics: Map<string, Dynamic>;
  /** Common tables in sight, innermost first. */
  commonTables: CommonTableScope | undefined;
  /** What the names and stars of the query were found to mean, for a view to keep. */
  readonly paths: Map<FromItem, Path>;
  readonly stars: Map<Expression, readonly Path[]>;
  /** Views being expanded, to end a view that reads itself. */
  readonly expanding: string[];
}

export interface CommonTableScope {
  name: string;
  columns: readonly { name: string; type: Type }[];
  parent: CommonTableScope | undefined;
}

/** SQL for a value that only the moment of execution knows. */
export type Dynamic = { kind: "view"; view: SystemView } | { kind: "value"; name: DynamicName };

export type DynamicName =
  | "statement_timestamp"
  | "transaction_timestamp"
  | "last_copy_id"
  | "last_copy_count"
  | "last_unload_id"
  | "last_unload_count"
  | "last_query_id"
  | "current_schema";

export function newBinder(names: Names, parameters: readonly (Type | undefined)[] = []): Binder {
  return {
    names,
    parameters: [...parameters],
    tables: new Set(),
    dynamics: new Map(),
    commonTables: undefined,
    paths: new Map(),
    stars: new Map(),
    expanding: [],
  };
}

/** Nobody outside can write a mark: each process has its own. */
const MARK = randomUUID();

/** A mark in the SQL for `fillIn` to replace. */
export function placeholder(binder: Binder, dynamic: Dynamic): string {
  const key =
    dynamic.kind === "view" ? `view:${dynamic.view.schema}.${dynamic.view.name}` : `value:${dynamic.name}`;
  const mark = `<${MARK} ${key}>`;
  binder.dynamics.set(mark, dynamic);
  return mark;
}

/** The mark of a value, to be found in SQL that is kept. */
export function valueMark(name: DynamicName): string {
  return `<${MARK} value:${name}>`;
}

export function hasMark(sql: string): boolean {
  return sql.includes(MARK);
}
