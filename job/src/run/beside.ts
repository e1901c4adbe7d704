/** Work that goes on beside what follows in its block. */
export interface Beside<Result> extends AsyncDisposable {
  /** Its outcome: a failure is thrown where this is awaited, and nowhere else. */
  done: Promise<Result>;
}

/** Begins work. The block that declares it does not end before it: on the way out by an error it is told to give up. */
export function beside<Result>(work: (giveUp: AbortSignal) => Promise<Result>): Beside<Result> {
  const stop = new AbortController();
  const done = work(stop.signal);
  done.catch(() => {});
  return {
    done,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await done.catch(() => {});
    },
  };
}
