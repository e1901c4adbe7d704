/**
 * What a wire connection asks of the database behind it: the one seam between `wire/` (bytes, no SQL) and
 * `redshift/` (SQL, no bytes). Values cross it as PostgreSQL's text format, `null` for NULL.
 */

/** A result column, as a RowDescription names it. */
export interface Field {
  name: string;
  /** pg_type oid of the type that Redshift would report. */
  typeOid: number;
  /** Bytes, or -1 for a type of variable length. */
  typeSize: number;
  /** For varchar(n) n + 4, for numeric(p, s) ((p << 16) | s) + 4, otherwise -1. */
  typeModifier: number;
}

export type Value = string | null;
export type Row = readonly Value[];

export interface Result {
  /** null when the statement returns no rows at all (an INSERT, a COPY, …). */
  fields: readonly Field[] | null;
  /** Rows in batches, read on demand so that a slow client holds back the engine. Empty when `fields` is null. */
  batches: AsyncIterable<readonly Row[]>;
  /** Command tag, known once `batches` is read to its end: "SELECT 3", "INSERT 0 2", "COPY", "LOCK TABLE". */
  tag(): string;
}

export interface Prepared {
  /** One oid a parameter ($1, $2, …); 0 where the type is open. */
  parameterTypes: readonly number[];
  fields: readonly Field[] | null;
  /** Runs the statement; may be called many times. Rejects with an SqlError. */
  execute(values: readonly Value[]): Promise<Result>;
}

export interface Notice {
  severity: "NOTICE" | "INFO" | "WARNING";
  code: string;
  message: string;
}

export interface Session {
  /** idle, in a transaction block, or in one that failed (ReadyForQuery's status byte). */
  readonly status: "I" | "T" | "E";
  /** The statements of one simple query string, in order; an empty string gives none. Throws an SqlError (42601). */
  split(sql: string): string[];
  /** Several statements of one simple query are one implicit transaction unless they say BEGIN themselves. */
  simpleQuery(statements: readonly string[]): AsyncIterable<Result>;
  prepare(sql: string, parameterTypes: readonly number[]): Promise<Prepared>;
  /** Ends the running statement, if there is one, with 57014. */
  cancel(): void;
  /** Rolls an open transaction back, releases locks, frees the engine's connection. */
  close(): Promise<void>;
}

export interface Database {
  connect(login: Login): Promise<Session>;
  close(): Promise<void>;
}

export interface Login {
  user: string;
  database: string;
  applicationName: string;
  /** Number that pg_backend_pid() and BackendKeyData show. */
  processId: number;
  /** Run-time parameters of the start-up packet, to apply as SET does; connect rejects (42704) for an unknown one. */
  settings?: Readonly<Record<string, string>>;
  notify(notice: Notice): void;
}

/** An error with all that an ErrorResponse carries. Message in lower case, detail and hint as sentences. */
export class SqlError extends Error {
  override readonly name = "SqlError";
  readonly code: string;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  /** Character position in the statement, from 1. */
  readonly position: number | undefined;

  constructor(
    code: string,
    message: string,
    more: { detail?: string; hint?: string; position?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.code = code;
    this.detail = more.detail;
    this.hint = more.hint;
    this.position = more.position;
  }
}
