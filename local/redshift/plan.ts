import type { Notice, Value } from "../wire/database.ts";
import type { OutputColumn } from "./bind/bind-query.ts";
import type { Binder, Names } from "./bind/binder.ts";
import type { SessionCatalog } from "./catalog/catalog.ts";
import type { Table } from "./catalog/table.ts";
import type { CommandContext, LoadCommands } from "./context.ts";
import type { LockMode } from "./locks.ts";
import type { RowStream } from "./row-stream.ts";
import type { Settings } from "./settings.ts";
import type { Type } from "./types/type.ts";

/** A statement, understood: what it returns, what it must hold, and how it runs. */
export interface Plan {
  /** Null for a statement that returns no rows. */
  columns: readonly OutputColumn[] | null;
  parameters: readonly (Type | undefined)[];
  locks: readonly TableLock[];
  /**
   * `control` begins or ends a transaction; `alone` commits by itself and has no place in a block; `settings`
   * needs no engine and no snapshot.
   */
  kind: "query" | "control" | "alone" | "settings";
  run(execution: Execution): Promise<Outcome>;
}

export interface TableLock {
  /** "schema.name" */
  relation: string;
  mode: LockMode;
}

/** A command tag; for rows, a function of how many were read. */
export type Outcome = { tag: string } | { rows: AsyncIterable<Value[][]>; tag: (count: number) => string };

/** What planning may look at. */
export interface Planning {
  names: Names;
  catalog: SessionCatalog;
  settings: Settings;
  /** Types that the client declared for $1, $2, …. */
  parameters: readonly (Type | undefined)[];
  session: SessionState;
}

/** What a running statement may do. Everything happens in the session's transaction. */
export interface Execution {
  readonly catalog: SessionCatalog;
  readonly settings: Settings;
  readonly names: Names;
  readonly values: readonly Value[];
  readonly signal: AbortSignal;
  readonly session: SessionState;
  /** The engine's SQL with the values that only this moment knows. */
  fillIn(sql: string, binder: Binder): Promise<string>;
  run(sql: string): Promise<number>;
  /** Runs a statement that may hold $1, $2, …. */
  runWithValues(sql: string): Promise<number>;
  /** The same for one that adds rows to a table. */
  insert(table: Table, sql: string): Promise<number>;
  /** Runs a statement that makes a table anew, without rows. */
  renew(table: Table, sql: string): Promise<void>;
  stream(sql: string, columns: readonly OutputColumn[]): RowStream;
  rows(sql: string): Promise<Value[][]>;
  lock(lock: TableLock): Promise<boolean>;
  notify(notice: Notice): void;
  commandContext(): CommandContext;
  /** The same, with other values for $1, $2, …. */
  withValues(values: readonly Value[]): Execution;
  /** Commits or rolls back now, and begins anew for what follows. */
  endTransaction(how: "commit" | "rollback"): Promise<void>;
}

/** What statements know of their session, and change in it. */
export interface SessionState {
  readonly user: string;
  readonly database: string;
  readonly processId: number;
  readonly commands: LoadCommands;
  status: "I" | "T" | "E";
  readonly last: LastLoads;
  readonly prepared: Map<string, { sql: string; parameters: readonly (Type | undefined)[] }>;
  readonly cursors: Map<string, Cursor>;
}

interface LastLoads {
  copy: { queryId: number; count: number };
  unload: { queryId: number; count: number };
  queryId: number;
}

/** A DECLAREd cursor: its rows are read once, then handed out by FETCH. */
export interface Cursor {
  columns: readonly OutputColumn[];
  rows: Value[][];
  next: number;
}

export function tableLock(table: Table, mode: LockMode): TableLock[] {
  return table.schema === "pg_temp" ? [] : [{ relation: `${table.schema}.${table.name}`, mode }];
}

/** Read locks on all that a bound statement reads. */
export function readLocks(binder: Binder): TableLock[] {
  return [...binder.tables].flatMap((table) => tableLock(table, "AccessShareLock"));
}

/** A plan without rows that needs no more than its `run`. */
export function commandPlan(run: Plan["run"], more: Partial<Plan> = {}): Plan {
  return { columns: null, parameters: [], locks: [], kind: "query", run, ...more };
}
