import { SqlError } from "../wire/database.ts";

/** Redshift's three: https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_TRANSACTIONS.html */
export type LockMode = "AccessShareLock" | "ShareRowExclusiveLock" | "AccessExclusiveLock";

/** Whoever holds and waits for locks: a session. */
export interface LockOwner {
  readonly processId: number;
}

interface Request {
  owner: LockOwner;
  mode: LockMode;
  grant(): void;
}

interface Lock {
  holders: Map<LockOwner, Set<LockMode>>;
  queue: Request[];
}

export interface LockRow {
  owner: LockOwner;
  relation: string;
  mode: LockMode;
  granted: boolean;
}

/**
 * Table locks, kept to the transaction's end. Who asks waits behind all that asked before, as far as the modes
 * conflict: a reader waits for none but AccessExclusiveLock (DDL, LOCK).
 */
export class LockTable {
  readonly #locks = new Map<string, Lock>();

  /**
   * Holds a lock on a relation, after waiting for it if need be. True if it had to wait: what was looked up before
   * may have changed. Rejects with 40P01 if the wait would never end, or with the signal's reason.
   */
  async acquire(
    owner: LockOwner,
    relation: string,
    options: { mode: LockMode; signal: AbortSignal },
  ): Promise<boolean> {
    const { mode, signal } = options;
    const lock = this.#locks.get(relation) ?? { holders: new Map(), queue: [] };
    this.#locks.set(relation, lock);
    if (lock.holders.get(owner)?.has(mode)) return false;
    if (!this.#blocked(lock, { owner, mode }, lock.queue.length)) {
      hold(lock, owner, mode);
      return false;
    }
    await this.#wait(lock, { owner, mode, signal });
    return true;
  }

  /** Gives up all that an owner holds, at its transaction's end. */
  release(owner: LockOwner): void {
    for (const [relation, lock] of this.#locks) {
      if (!lock.holders.delete(owner)) continue;
      this.#grantNext(lock);
      if (lock.holders.size === 0 && lock.queue.length === 0) this.#locks.delete(relation);
    }
  }

  rows(): LockRow[] {
    return [...this.#locks].flatMap(([relation, { holders, queue }]) => [
      ...[...holders].flatMap(([owner, modes]) =>
        [...modes].map((mode) => ({ owner, relation, mode, granted: true })),
      ),
      ...queue.map(({ owner, mode }) => ({ owner, relation, mode, granted: false })),
    ]);
  }

  #wait(
    lock: Lock,
    { owner, mode, signal }: { owner: LockOwner; mode: LockMode; signal: AbortSignal },
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const request: Request = { owner, mode, grant };
      const giveUp = () => {
        lock.queue.splice(lock.queue.indexOf(request), 1);
        this.#grantNext(lock);
        reject(signal.reason);
      };
      function grant(): void {
        signal.removeEventListener("abort", giveUp);
        resolve();
      }
      if (signal.aborted) return reject(signal.reason);
      // Who holds a weaker lock here already goes to the head: behind the others it would wait for itself.
      if (lock.holders.has(owner)) lock.queue.unshift(request);
      else lock.queue.push(request);
      if (this.#waitsForItself(owner)) {
        lock.queue.splice(lock.queue.indexOf(request), 1);
        return reject(new SqlError("40P01", "deadlock detected"));
      }
      signal.addEventListener("abort", giveUp);
    });
  }

  /** Grants every request that nothing held, and none before it in the queue, conflicts with. */
  #grantNext(lock: Lock): void {
    for (let index = 0; index < lock.queue.length; ) {
      const request = lock.queue[index] as Request;
      if (this.#blocked(lock, request, index)) index += 1;
      else {
        lock.queue.splice(index, 1);
        hold(lock, request.owner, request.mode);
        request.grant();
      }
    }
  }

  /** Is a request in conflict with a holder, or with one of the first `ahead` in the queue? */
  #blocked(lock: Lock, request: { owner: LockOwner; mode: LockMode }, ahead: number): boolean {
    return blockersOf(lock, request, ahead).length > 0;
  }

  #waitsForItself(start: LockOwner): boolean {
    const seen = new Set<LockOwner>();
    const open = this.#blockersOf(start);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === start) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...this.#blockersOf(next));
    }
    return false;
  }

  #blockersOf(owner: LockOwner): LockOwner[] {
    return [...this.#locks.values()].flatMap((lock) =>
      lock.queue.flatMap((request, index) =>
        request.owner === owner ? blockersOf(lock, request, index) : [],
      ),
    );
  }
}

function blockersOf(
  lock: Lock,
  { owner, mode }: { owner: LockOwner; mode: LockMode },
  ahead: number,
): LockOwner[] {
  const holders = [...lock.holders].filter(
    ([holder, modes]) => holder !== owner && [...modes].some((held) => conflict(held, mode)),
  );
  const waiting = lock.holders.has(owner) ? [] : lock.queue.slice(0, ahead);
  const earlier = waiting.filter((request) => request.owner !== owner && conflict(request.mode, mode));
  return [...holders.map(([holder]) => holder), ...earlier.map((request) => request.owner)];
}

function hold(lock: Lock, owner: LockOwner, mode: LockMode): void {
  const modes = lock.holders.get(owner) ?? new Set();
  modes.add(mode);
  lock.holders.set(owner, modes);
}

function conflict(left: LockMode, right: LockMode): boolean {
  if (left === "AccessExclusiveLock" || right === "AccessExclusiveLock") return true;
  return left === "ShareRowExclusiveLock" && right === "ShareRowExclusiveLock";
}
