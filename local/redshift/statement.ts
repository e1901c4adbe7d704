import { SqlError } from "../wire/database.ts";

/** One statement while it runs: what ends it early. */
export class Statement {
  readonly sql: string;
  readonly startedAt = new Date();
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout | undefined;
  running = true;

  /** `timeout` in milliseconds, 0 for none. */
  constructor(sql: string, timeout: number) {
    this.sql = sql;
    if (timeout > 0) {
      this.#timer = setTimeout(() => this.#abort("canceling statement due to statement timeout"), timeout);
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  cancel(): void {
    if (this.running) this.#abort("canceling statement due to user request");
  }

  end(): void {
    this.running = false;
    clearTimeout(this.#timer);
  }

  #abort(message: string): void {
    this.#controller.abort(new SqlError("57014", message));
  }
}
