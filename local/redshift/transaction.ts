import type { EngineConnection } from "../engine/engine-connection.ts";
import { ROW_GROUP, THREADS } from "../engine/row-group.ts";
import type { Value } from "../wire/database.ts";
import { literal } from "./bind/bound.ts";
import { type SessionCatalog, TEMPORARY } from "./catalog/catalog.ts";
import { saveSql } from "./catalog/catalog-store.ts";
import type { Table } from "./catalog/table.ts";
import type { LockOwner, LockTable } from "./locks.ts";
import { RowStream } from "./row-stream.ts";
import type { Settings } from "./settings.ts";

export interface TransactionParts {
  engine: EngineConnection;
  catalog: SessionCatalog;
  settings: Settings;
  locks: LockTable;
  owner: LockOwner;
}

let lastTransactionId = 1000;

/**
 * The one transaction a session has open, if any. The engine's own begins with the first statement that needs it,
 * never before: a look at the engine pins its snapshot, and a lock that was waited for must come first.
 */
export class Transaction {
  readonly #parts: TransactionParts;
  #begun = false;
  #stream: RowStream | undefined;
  #zone = "UTC";
  readonly #added = new Map<number, number>();
  id = 0;
  startedAt = new Date();

  constructor(parts: TransactionParts) {
    this.#parts = parts;
  }

  get isOpen(): boolean {
    return this.id !== 0;
  }

  open(): void {
    if (this.isOpen) return;
    lastTransactionId += 1;
    this.id = lastTransactionId;
    this.startedAt = new Date();
  }

  /** Rows of an earlier statement that are still to be read are kept before the engine is asked anything else. */
  async settle(): Promise<void> {
    await this.#stream?.buffer();
    this.#stream = undefined;
  }

  async run(sql: string, options: { signal: AbortSignal; values?: readonly Value[] }): Promise<number> {
    await this.#begin();
    return await this.#parts.engine.run(sql, options);
  }

  /** Runs a statement that adds rows to a table; gives their number. */
  async insert(
    table: Table,
    sql: string,
    options: { signal: AbortSignal; values?: readonly Value[] },
  ): Promise<number> {
    const count = await this.run(sql, options);
    if (count > ROW_GROUP && (await this.#isReadByOne(table, options))) {
      this.#added.set(table.oid, this.added(table) + count);
    }
    return count;
  }

  /** Runs a statement that makes a table anew, without rows. */
  async renew({ oid }: Table, sql: string, options: { signal: AbortSignal }): Promise<void> {
    await this.run(sql, options);
    this.#added.delete(oid);
  }

  /** Rows that the transaction has added to the table, where one thread would read them: by the row group, about. */
  added({ oid }: Table): number {
    return this.#added.get(oid) ?? 0;
  }

  /** The engine takes a thread for each row group that is committed, and those read what is not committed as well. */
  async #isReadByOne(table: Table, { signal }: { signal: AbortSignal }): Promise<boolean> {
    const [database, schema] = table.schema === TEMPORARY ? ["temp", "main"] : ["warehouse", table.schema];
    const sql = `SELECT estimated_size FROM duckdb_tables() WHERE database_name = ${literal(database)} AND schema_name = ${literal(schema)} AND table_name = ${literal(table.name)}`;
    const [[committed] = []] = await this.rows(sql, { signal });
    return Number(committed) < ROW_GROUP * (THREADS - 1);
  }

  async rows(sql: string, { signal }: { signal: AbortSignal }): Promise<Value[][]> {
    await this.#begin();
    return await this.#parts.engine.rows(sql, { signal });
  }

  stream(
    sql: string,
    options: {
      signal: AbortSignal;
      values: readonly Value[];
      styles: readonly { pad?: number | undefined }[];
    },
  ): RowStream {
    const zone = this.#parts.settings.get("timezone");
    const styles = options.styles.map((style) => ({ ...style, zone }));
    const source = this.#read(sql, { ...options, styles });
    this.#stream = new RowStream(source);
    return this.#stream;
  }

  async *#read(sql: string, options: Parameters<EngineConnection["stream"]>[1]): AsyncGenerator<Value[][]> {
    await this.#begin({ reading: true });
    yield* this.#parts.engine.stream(sql, options);
  }

  async commit(): Promise<void> {
    try {
      await this.settle();
      for (const sql of saveSql(this.#parts.catalog)) {
        await this.#begin();
        await this.#parts.engine.run(sql);
      }
      if (this.#begun) await this.#parts.engine.run("COMMIT");
      this.#begun = false;
      this.#parts.catalog.commit();
      this.#parts.settings.commit();
      this.#end();
    } catch (error) {
      await this.rollback();
      throw error;
    }
  }

  async rollback(): Promise<void> {
    this.#stream?.drop();
    this.#stream = undefined;
    this.#parts.catalog.rollback();
    this.#parts.settings.rollback();
    try {
      if (this.#begun) await this.#rollbackEngine();
    } finally {
      this.#begun = false;
      this.#end();
    }
  }

  /** A commit that failed has rolled back by itself: the engine then knows of no transaction. */
  async #rollbackEngine(): Promise<void> {
    try {
      await this.#parts.engine.run("ROLLBACK");
    } catch (error) {
      if (!/no transaction is active/i.test(String((error as Error).message))) throw error;
    }
  }

  #end(): void {
    this.id = 0;
    this.#added.clear();
    this.#parts.locks.release(this.#parts.owner);
  }

  async #begin({ reading = false } = {}): Promise<void> {
    if (!reading) await this.settle();
    if (this.#begun) return;
    const zone = this.#parts.settings.get("timezone");
    if (zone !== this.#zone) {
      await this.#parts.engine.run(`SET TimeZone = '${zone}'`);
      this.#zone = zone;
    }
    await this.#parts.engine.run("BEGIN TRANSACTION");
    this.#begun = true;
  }
}
