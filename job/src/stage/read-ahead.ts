import type { ObjectStore, StoredObject } from "../sources/object-store.ts";

/** Bytes that may wait to be taken, unless one object alone has more. */
const bytesAhead = 16 * 1024 * 1024;

/**
 * Reads objects and hands them out in their order, while up to `inFlight` of those to come are on their way.
 * Stops at the next object once the signal is aborted.
 */
export async function* readAhead(
  objects: readonly StoredObject[],
  options: { store: ObjectStore; inFlight: number; signal: AbortSignal },
): AsyncGenerator<{ object: StoredObject; bytes: Uint8Array }, void> {
  const { store, inFlight, signal } = options;
  const reads: Promise<Uint8Array>[] = [];
  let next = 0;
  let ahead = 0;
  for (const object of objects) {
    while (next < objects.length && reads.length < inFlight) {
      const coming = objects[next] as StoredObject;
      if (reads.length > 0 && ahead + coming.size > bytesAhead) break;
      const read = store.read(coming);
      read.catch(() => {}); // it is thrown below, when its turn comes
      reads.push(read);
      ahead += coming.size;
      next += 1;
    }
    const bytes = await (reads.shift() as Promise<Uint8Array>);
    signal.throwIfAborted();
    ahead -= object.size;
    yield { object, bytes };
  }
}
