import type { Value } from "../wire/database.ts";

/** The rows of a running query. They are read as they are asked for, until the engine is needed for something else. */
export class RowStream implements AsyncIterable<Value[][]> {
  #source: AsyncIterator<Value[][]> | undefined;
  #buffered: Value[][][] = [];
  #reading: Promise<unknown> = Promise.resolve();

  constructor(source: AsyncIterable<Value[][]>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Reads one batch ahead, so that a fault of the query shows before its first row is sent. */
  async start(): Promise<void> {
    const batch = await this.#pull();
    if (batch !== undefined) this.#buffered.push(batch);
  }

  /** Reads the rest into memory. */
  async buffer(): Promise<void> {
    for (let batch = await this.#pull(); batch !== undefined; batch = await this.#pull()) {
      this.#buffered.push(batch);
    }
  }

  /** Forgets the rest. */
  drop(): void {
    this.#source = undefined;
    this.#buffered = [];
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Value[][]> {
    for (;;) {
      const batch = this.#buffered.shift() ?? (await this.#pull());
      if (batch === undefined) return;
      yield batch;
    }
  }

  /** One reader at a time: `buffer` may come while a batch is on its way. */
  async #pull(): Promise<Value[][] | undefined> {
    const before = this.#reading;
    const read = (async () => {
      await before.catch(() => undefined);
      const next = await this.#source?.next();
      if (next === undefined || next.done) {
        this.#source = undefined;
        return undefined;
      }
      return next.value;
    })();
    this.#reading = read;
    return await read;
  }
}
