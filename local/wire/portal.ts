import { rowEncoder } from "./data-rows.ts";
import { type Result, type Row, SqlError, type Value } from "./database.ts";
import type { Format } from "./frontend-message.ts";
import type { Statement } from "./statement.ts";

/** A statement with its parameters: started by the first Execute, read in as many pieces as the client asks for. */
export class Portal {
  readonly statement: Statement;
  readonly formats: readonly Format[];
  readonly #values: readonly Value[];
  #started: Started | undefined;

  constructor(statement: Statement, values: readonly Value[], formats: readonly Format[]) {
    this.statement = statement;
    this.formats = formats;
    this.#values = values;
  }

  /** The result, run by the first call. Rejects with an SqlError; 55000 when it was read to its end before. */
  async start(name: string): Promise<Started> {
    if (this.#started?.isFinished) {
      throw new SqlError("55000", `portal "${name}" cannot be run`);
    }
    this.#started ??= new Started(await this.statement.prepared.execute(this.#values), this.formats);
    return this.#started;
  }

  /** Frees what the engine holds for rows that were not fetched. */
  async close(): Promise<void> {
    await this.#started?.close();
  }
}

class Started {
  readonly encode: (rows: readonly Row[]) => Buffer;
  readonly #result: Result;
  readonly #batches: AsyncIterator<readonly Row[]>;
  #left: readonly Row[] = [];
  #isFinished = false;

  constructor(result: Result, formats: readonly Format[]) {
    this.#result = result;
    this.#batches = result.batches[Symbol.asyncIterator]();
    this.encode = rowEncoder(result.fields ?? [], formats);
  }

  get isFinished(): boolean {
    return this.#isFinished;
  }

  /** At most `max` rows; undefined after the last. */
  async next(max: number): Promise<readonly Row[] | undefined> {
    if (this.#left.length === 0) {
      const { done, value } = await this.#batches.next();
      if (done) {
        this.#isFinished = true;
        return undefined;
      }
      this.#left = value;
    }
    const rows = this.#left.slice(0, max);
    this.#left = this.#left.slice(rows.length);
    return rows;
  }

  tag(): string {
    return this.#result.tag();
  }

  async close(): Promise<void> {
    this.#left = [];
    if (!this.#isFinished) await this.#batches.return?.();
    this.#isFinished = true;
  }
}
