import type { ObjectStore, StoredObject } from "../sources/object-store.ts";
import type { S3Uri } from "../sources/s3-uri.ts";
import { compactObject } from "./compact-object.ts";
import { GzipLines } from "./gzip-lines.ts";
import { readAhead } from "./read-ahead.ts";
import type { PlacedFault } from "./structure-fault.ts";

/** A gzip NDJSON file made of source objects. */
export interface Part extends S3Uri {
  /** Compressed bytes. */
  bytes: number;
  /** Lines, each one JSON object. */
  rows: number;
}

/** A source object that is in no part, with the first fault found in it. */
export interface Reject extends PlacedFault {
  object: StoredObject;
}

export interface BuiltPart {
  /** Undefined when the objects hold no row. */
  part: Part | undefined;
  objects: readonly StoredObject[];
  /** For each of the objects, the part's lines up to and with it. */
  linesUpTo: Uint32Array;
  rejects: readonly Reject[];
}

export interface BuildOptions {
  store: ObjectStore;
  target: S3Uri;
  /** Reads under way at once. */
  inFlight: number;
  /** Awaited between objects, so that the event loop can turn. */
  pauseWhenDue: () => Promise<void> | undefined;
  signal: AbortSignal;
}

/** Makes one part of objects, in their order; all of an object goes in, or nothing of it. */
export async function buildPart(
  objects: readonly StoredObject[],
  { store, target, inFlight, pauseWhenDue, signal }: BuildOptions,
): Promise<BuiltPart> {
  using gzip = new GzipLines();
  const linesUpTo = new Uint32Array(objects.length);
  const rejects: Reject[] = [];
  let rows = 0;
  let done = 0;
  for await (const { object, bytes } of readAhead(objects, { store, inFlight, signal })) {
    const compact = compactObject(bytes);
    if ("fault" in compact) rejects.push({ object, ...compact.fault });
    else if (compact.rows > 0) {
      rows += compact.rows;
      await gzip.add(compact.bytes);
    }
    linesUpTo[done++] = rows;
    await pauseWhenDue();
  }
  if (rows === 0) return { part: undefined, objects, linesUpTo, rejects };
  const body = await gzip.end();
  signal.throwIfAborted();
  await store.write(target.bucket, target.key, body);
  return { part: { ...target, bytes: body.length, rows }, objects, linesUpTo, rejects };
}
