import type { Client, QueryArrayConfig, QueryResult } from "pg";
import { Busy, ConnectionError } from "../errors.ts";
import { type Answer, kindOf } from "../query/answer.ts";
import { cancelStatement } from "./cancel-statement.ts";
import { cutConnection } from "./cut-connection.ts";
import { explainDatabaseError, isCancelled } from "./database-error.ts";
import { repeatValues } from "./repeat-values.ts";
import { readSqlFile } from "./sql-file.ts";
import { type Placeholders, renderStatements } from "./sql-template.ts";

export type Row = Record<string, unknown>;

/** One session with the warehouse. Statements run one after another, none once the run is being stopped. */
export interface Warehouse {
  /** Runs every statement of an SQL file; gives the rows written by the last and the rows returned by all. */
  run(file: string, placeholders?: Placeholders): Promise<{ written: number; rows: Row[] }>;
  /** Runs a file of one statement with bind parameters $1, $2, … */
  query(file: string, values: readonly unknown[]): Promise<Row[]>;
  /** Runs a file that inserts one row by bind parameters for all these rows at once. */
  insert(file: string, rows: readonly (readonly unknown[])[]): Promise<void>;
  /** Runs statements that are not a file of their own: a migration's, or a check that is wrapped to be counted. */
  statement(sql: string): Promise<Row[]>;
  /** Runs one statement and no more; gives its columns, and its values as the warehouse writes them. */
  ask(sql: string): Promise<Answer>;
  /** Takes the run lock; throws a Busy after `seconds` of waiting. Only inside a transaction. */
  lock(seconds: number): Promise<void>;
  begin(): Promise<void>;
  /** Throws a ConnectionError unless the warehouse answers COMMIT: an aborted transaction answers ROLLBACK. */
  commit(): Promise<void>;
  /** Rolls back, also while the run is being stopped. Never throws: without a connection there is nothing to undo. */
  rollback(): Promise<void>;
}

export interface SessionOptions {
  stop: AbortSignal;
  sqlFolder: string;
}

/** How long a cancelled statement or a rollback may take before the connection is cut, which rolls back as well. */
const patienceMs = 5_000;

export function openSession(client: Client, { stop, sqlFolder }: SessionOptions): Warehouse {
  async function send(sql: string | QueryArrayConfig, values?: readonly unknown[]): Promise<QueryResult> {
    stop.throwIfAborted();
    const cut = cancelOnStop(client, stop);
    try {
      return await client.query(sql as string, values as unknown[] | undefined);
    } catch (error) {
      // Stopped: whatever the statement died of, that is why.
      stop.throwIfAborted();
      throw error;
    } finally {
      cut();
    }
  }

  async function attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw explainDatabaseError(error, what);
    }
  }

  return {
    run: (file, placeholders) =>
      attempt(`Cannot run sql/${file}.sql`, async () => {
        let written = 0;
        const rows: Row[] = [];
        for (const statement of renderStatements(readSqlFile(file, sqlFolder).text, placeholders)) {
          const result = await send(statement);
          written = result.rowCount ?? 0;
          rows.push(...result.rows);
        }
        return { written, rows };
      }),
    query: (file, values) =>
      attempt(`Cannot run sql/${file}.sql`, async () => {
        const [statement = ""] = renderStatements(readSqlFile(file, sqlFolder).text);
        return (await send(statement, values)).rows;
      }),
    insert: (file, rows) =>
      attempt(`Cannot run sql/${file}.sql`, async () => {
        if (rows.length === 0) return;
        const [statement = ""] = renderStatements(readSqlFile(file, sqlFolder).text);
        await send(repeatValues(statement, rows), rows.flat());
      }),
    statement: (sql) => attempt("Cannot run a statement", async () => (await send(sql)).rows),
    ask: (sql) =>
      attempt("Cannot run a question", async () => {
        const { fields, rows } = await send(asText(sql));
        const columns = fields.map(({ name, dataTypeID }) => ({ name, kind: kindOf(dataTypeID) }));
        return { columns, rows: rows as unknown as Answer["rows"] };
      }),
    lock: (seconds) =>
      attempt("Cannot lock the warehouse", () => takeLock(client, { seconds, send, sqlFolder })),
    begin: () => attempt("Cannot begin a transaction", async () => void (await send("begin"))),
    commit: () => attempt("Cannot commit the run", () => commit(client, stop)),
    rollback: () => rollback(client),
  };
}

/** Rows as arrays of text. By the extended protocol, which refuses a second statement. */
function asText(sql: string): QueryArrayConfig {
  const types = { getTypeParser: () => (value: unknown) => value };
  // pg's types leave queryMode out.
  const extended = { queryMode: "extended" };
  return { text: sql, rowMode: "array", types, ...extended };
}

type Send = (sql: string) => Promise<QueryResult>;

async function takeLock(
  client: Client,
  { seconds, send, sqlFolder }: { seconds: number; send: Send; sqlFolder: string },
): Promise<void> {
  const [statement = ""] = renderStatements(readSqlFile("ledger/lock", sqlFolder).text);
  let over = false;
  const timer = setTimeout(() => {
    over = true;
    cancelStatement(client);
  }, seconds * 1000);
  try {
    await send(statement);
  } catch (cause) {
    // The step decides by its own timer: the warehouse has one SQLSTATE for every cancelled statement.
    if (!over || !isCancelled(cause)) throw cause;
    throw new Busy(
      `Cannot start the run: another run still holds the lock after ${seconds} seconds: wait for it to end, or raise [RUN] LOCK_WAIT_SECONDS`,
      { cause },
    );
  } finally {
    clearTimeout(timer);
  }
}

/** Never cancelled: a COMMIT that is under way when the run is stopped is the run's end, and the answer says which. */
async function commit(client: Client, stop: AbortSignal): Promise<void> {
  stop.throwIfAborted();
  let cut: NodeJS.Timeout | undefined;
  const onStop = () => {
    cut = setTimeout(() => cutConnection(client), patienceMs);
  };
  stop.addEventListener("abort", onStop, { once: true });
  try {
    refuseRollback(await client.query("commit"));
  } finally {
    stop.removeEventListener("abort", onStop);
    clearTimeout(cut);
  }
}

function refuseRollback({ command }: QueryResult): void {
  if (command === "COMMIT") return;
  throw new ConnectionError(
    `Cannot commit the run: the warehouse answered ${command}, so nothing was changed`,
    {
      retryable: true,
    },
  );
}

async function rollback(client: Client): Promise<void> {
  const cut = setTimeout(() => cutConnection(client), patienceMs);
  try {
    await client.query("rollback");
  } catch {
    // The connection is gone, and with it the transaction.
  } finally {
    clearTimeout(cut);
  }
}

/** While a statement runs: cancels it when the run is stopped, and cuts the connection if that does not help. */
function cancelOnStop(client: Client, stop: AbortSignal): () => void {
  let cut: NodeJS.Timeout | undefined;
  const onStop = () => {
    cancelStatement(client);
    cut = setTimeout(() => cutConnection(client), patienceMs);
  };
  stop.addEventListener("abort", onStop, { once: true });
  return () => {
    stop.removeEventListener("abort", onStop);
    clearTimeout(cut);
  };
}
