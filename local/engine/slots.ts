/**
 * The binding runs every call to the engine on a thread of libuv's pool. A call that finds none would block all
 * that follow, the cancel of what holds the threads among them, so calls wait here instead, in order.
 */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  async use<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resume) => this.#waiting.push(resume));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}

/** libuv's pool as this process was started with it, less one thread for files and names. */
export function poolSlots(environment: NodeJS.ProcessEnv): Slots {
  const size = Number(environment.UV_THREADPOOL_SIZE ?? 4);
  return new Slots(Math.max(1, (Number.isInteger(size) ? size : 4) - 1));
}
