import type { ObjectStore, StoredObject } from "../sources/object-store.ts";
import { formatS3Uri, type S3Uri } from "../sources/s3-uri.ts";
import { timeSlices } from "../sources/time-slices.ts";
import { type BuiltPart, buildPart, type Part, type Reject } from "./build-part.ts";
import { divideObjects } from "./divide-objects.ts";
import { orAborted } from "./or-aborted.ts";

/** Parts under way at once: while one is compressed or written, others are read. */
const partsAtOnce = 4;

/** Reads under way at once, over all parts. */
const readsAtOnce = 64;

/** Longest time in ms that the event loop waits for objects to be scanned, but for one object's. */
const sliceMs = 3;

export interface BundleOptions {
  store: ObjectStore;
  /** Where the parts go: `<target><name>-<number>.json.gz`. */
  target: S3Uri;
  name: string;
  /** Slices of the cluster: the number of parts is a multiple of them. */
  slices: number;
  /** Ends the work at once, with whatever is under way left to end by itself. */
  signal: AbortSignal;
  /** Ends it as soon as nothing is under way any more. */
  giveUp: AbortSignal;
}

/** A row of a source object; the first is row 1. */
interface SourceRow {
  object: StoredObject;
  row: number;
}

/** What became of the objects of one source. */
export interface Bundle {
  /** The parts that hold rows, in the order of their objects. */
  parts: readonly Part[];
  rows: number;
  /** Objects that are in no part, in their order, each with its first fault. */
  rejects: readonly Reject[];
  /** The row that stands on a line (from 1) of a part; COPY may have cut the part's URL short. */
  locate(partUrl: string, line: number): SourceRow | undefined;
}

/**
 * Makes gzip parts of about equal size out of small objects, one JSON object a line. The same objects in the same
 * order give the same parts. Memory is bounded by what a few parts take, whatever the number of objects.
 *
 * Throws ObjectChanged when an object is not the listed one any more (list again), a SourceError when one cannot be
 * read or a part cannot be written, and the signals' reasons. Parts written until then stay for the caller to remove:
 * none comes any more, unless `signal` was aborted.
 */
export async function bundleObjects(
  objects: readonly StoredObject[],
  { store, target, name, slices, signal, giveUp }: BundleOptions,
): Promise<Bundle> {
  const stop = new AbortController();
  const pauseWhenDue = timeSlices(sliceMs);
  const runs = divideObjects(objects, { slices }).entries();
  const built: BuiltPart[] = [];
  async function buildInTurn() {
    for (const [number, run] of runs) {
      built[number] = await buildPart(run, {
        store,
        target: {
          ...target,
          key: `${target.key}${name}-${String(number).padStart(4, "0")}.json.gz`,
        },
        inFlight: readsAtOnce / partsAtOnce,
        pauseWhenDue,
        signal: AbortSignal.any([signal, giveUp, stop.signal]),
      });
    }
  }
  const building = Array.from({ length: partsAtOnce }, buildInTurn);
  try {
    await orAborted(Promise.all(building), signal);
  } finally {
    stop.abort();
    await orAborted(Promise.allSettled(building), signal).catch(() => {});
  }
  return summary(built);
}

function summary(built: readonly BuiltPart[]): Bundle {
  const parts = built.flatMap(({ part }) => part ?? []);
  return {
    parts,
    rows: parts.reduce((sum, part) => sum + part.rows, 0),
    rejects: built.flatMap(({ rejects }) => rejects),
    locate(partUrl, line) {
      const named = built.filter(({ part }) => part && formatS3Uri(part).startsWith(partUrl));
      return named.length === 1 && named[0] ? rowAt(named[0], line) : undefined;
    },
  };
}

function rowAt({ objects, linesUpTo }: BuiltPart, line: number): SourceRow | undefined {
  let low = 0;
  let high = linesUpTo.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((linesUpTo[middle] as number) < line) low = middle + 1;
    else high = middle;
  }
  const object = line < 1 ? undefined : objects[low];
  return object && { object, row: line - (linesUpTo[low - 1] ?? 0) };
}
