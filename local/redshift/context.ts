import type { Storage } from "../engine/storage.ts";
import type { Notice, Value } from "../wire/database.ts";
import type { SessionCatalog } from "./catalog/catalog.ts";
import type { Table } from "./catalog/table.ts";
import type { Type } from "./types/type.ts";

/**
 * What a command that is more than SQL (COPY, UNLOAD) is given by the session that met it. Everything here runs
 * inside the session's transaction, and ends with 57014 when the statement is cancelled or times out.
 */
export interface CommandContext {
  readonly storage: Storage;
  /** The session, as the system views name it. */
  readonly user: string;
  readonly database: string;
  readonly processId: number;
  /** Ids of the statement and of its transaction: `query_id` and `transaction_id` of the system views. */
  readonly queryId: number;
  readonly transactionId: number;
  /** Aborted when the statement is cancelled or times out. */
  readonly signal: AbortSignal;
  /**
   * Finds a table by the name as it was written and holds its lock to the transaction's end, waiting for it if need
   * be. Call it before anything else: the engine's connection must not be touched while a lock is waited for.
   * Throws 42P01 for no such table, 42809 for a view.
   */
  lockTable(name: QualifiedName, mode: "read" | "write"): Promise<Table>;
  /** Runs one engine statement that adds rows to a table. Returns their number. */
  insert(table: Table, sql: string): Promise<number>;
  /** Runs one engine query; rows as text, null for NULL. */
  rows(sql: string): Promise<Value[][]>;
  /**
   * A Redshift query as the engine's SQL, with the columns it returns. Takes the read locks it needs.
   * Throws what the query itself would.
   */
  translate(query: string): Promise<TranslatedQuery>;
  /** A setting of the session ("timezone", "datestyle", …), as SHOW prints it. */
  setting(name: string): string;
  notify(notice: Notice): void;
  /** What pg_last_copy_id(), pg_last_copy_count() and pg_last_unload_id(), pg_last_unload_count() answer from now on. */
  setLast(what: "copy" | "unload", last: { queryId: number; count: number }): void;
}

export interface QualifiedName {
  schema?: string | undefined;
  name: string;
}

export interface TranslatedQuery {
  sql: string;
  columns: readonly { name: string; type: Type }[];
}

/** Runs the statement and returns its command tag ("COPY", "UNLOAD"). Rejects with an SqlError. */
export type Command = (sql: string, context: CommandContext) => Promise<string>;

/**
 * COPY, UNLOAD and the system views of what they did. `copy/open-load-commands.ts` exports
 * `openLoadCommands(engine): LoadCommands`; one is made per server. Its records are the server's, not a transaction's:
 * they outlive a rollback.
 */
export interface LoadCommands {
  copy: Command;
  unload: Command;
  views: readonly SystemView[];
}

/** A read-only system table whose rows are made when a statement reads it. */
export interface SystemView {
  schema: "pg_catalog" | "information_schema";
  name: string;
  columns: readonly { name: string; type: Type }[];
  /** Rows for this reader, values in PostgreSQL's text format. */
  rows(reader: SystemReader): readonly (readonly Value[])[] | Promise<readonly (readonly Value[])[]>;
}

/** Who reads a system view: what it may show depends on that. */
export interface SystemReader {
  user: string;
  database: string;
  processId: number;
  catalog: SessionCatalog;
  /** Asks the engine, inside the reader's transaction. */
  engineRows(sql: string): Promise<Value[][]>;
}
