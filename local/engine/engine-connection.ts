import type {
  DuckDBConnection,
  DuckDBDataChunk,
  DuckDBMaterializedResult,
  DuckDBResult,
} from "@duckdb/node-api";
import { cancelled } from "./cancelled.ts";
import { toSqlError } from "./engine-error.ts";
import { type ColumnStyle, renderColumn } from "./render-column.ts";
import type { Slots } from "./slots.ts";

const INTERRUPT_EVERY_MS = 20;

type Row = (string | null)[];

/** One session's connection: one statement at a time, its rows as text. Every method rejects with an SqlError. */
export class EngineConnection {
  readonly #connection: DuckDBConnection;
  readonly #slots: Slots;

  constructor(connection: DuckDBConnection, slots: Slots) {
    this.#connection = connection;
    this.#slots = slots;
  }

  /** Runs a statement to its end and returns the number of rows it changed. */
  async run(sql: string, options: RunOptions = {}): Promise<number> {
    return (await this.#runAll(sql, options)).rowsChanged;
  }

  /** All rows of a query. */
  async rows(sql: string, options: RunOptions = {}): Promise<Row[]> {
    const result = await this.#runAll(sql, options);
    return Array.from({ length: result.chunkCount }, (_, index) => rowsOf(result.getChunk(index), [])).flat();
  }

  /** The rows of a query in batches, each read when it is asked for. */
  async *stream(
    sql: string,
    options: RunOptions & { styles: readonly ColumnStyle[] },
  ): AsyncGenerator<Row[]> {
    const { signal, styles, values = [] } = options;
    const result = await this.#call(signal, () => this.#connection.stream(sql, [...values]));
    for (;;) {
      const batch = await this.#call(signal, () => nextBatch(result, styles));
      if (batch === undefined) return;
      yield batch;
    }
  }

  close(): void {
    this.#connection.closeSync();
  }

  /** Without values in one call of the engine: with some the binding makes three, each by way of the thread pool. */
  #runAll(sql: string, { signal, values = [] }: RunOptions): Promise<DuckDBMaterializedResult> {
    const given = values.length === 0 ? undefined : [...values];
    return this.#call(signal, () => this.#connection.run(sql, given));
  }

  /** An interrupt that comes before the engine has begun is lost, so it is repeated until the call ends. */
  async #call<Result>(signal: AbortSignal | undefined, work: () => Promise<Result>): Promise<Result> {
    let timer: NodeJS.Timeout | undefined;
    const interrupt = () => {
      this.#connection.interrupt();
      timer ??= setInterval(() => this.#connection.interrupt(), INTERRUPT_EVERY_MS);
    };
    try {
      return await this.#slots.use(async () => {
        if (signal?.aborted) throw cancelled(signal);
        signal?.addEventListener("abort", interrupt);
        return await work();
      });
    } catch (error) {
      throw signal?.aborted ? cancelled(signal) : toSqlError(error);
    } finally {
      clearInterval(timer);
      signal?.removeEventListener("abort", interrupt);
    }
  }
}

interface RunOptions {
  /** Ends the statement when it is aborted; its reason, an SqlError, is what the caller gets. */
  signal?: AbortSignal | undefined;
  /** Values of $1, $2, …, as text. */
  values?: readonly (string | null)[] | undefined;
}

const UTC: ColumnStyle = { zone: "UTC" };

async function nextBatch(result: DuckDBResult, styles: readonly ColumnStyle[]): Promise<Row[] | undefined> {
  const chunk = await result.fetchChunk();
  return chunk === null || chunk.rowCount === 0 ? undefined : rowsOf(chunk, styles);
}

function rowsOf(chunk: DuckDBDataChunk, styles: readonly ColumnStyle[]): Row[] {
  const { rowCount, columnCount } = chunk;
  const rows: Row[] = Array.from({ length: rowCount }, () => new Array<string | null>(columnCount));
  for (let index = 0; index < columnCount; index += 1) {
    const values = renderColumn(chunk.getColumnVector(index), rowCount, styles[index] ?? UTC);
    for (let row = 0; row < rowCount; row += 1) (rows[row] as Row)[index] = values[row] as string | null;
  }
  return rows;
}
