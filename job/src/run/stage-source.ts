import type { StoredObject } from "../sources/object-store.ts";
import type { S3Uri } from "../sources/s3-uri.ts";
import type { Reject } from "../stage/build-part.ts";
import { type Bundle, bundleObjects } from "../stage/bundle-objects.ts";
import { structureFaults } from "../stage/structure-fault.ts";
import { writeManifest } from "../stage/write-manifest.ts";
import type { Source } from "./list-changes.ts";
import type { Fault } from "./rejects.ts";
import type { RunContext } from "./run-context.ts";

/**
 * From this size on an object is loaded as it is: COPY needs longer to parse it than to open it, and to bundle it would
 * cost the job more than it saves the warehouse.
 */
const largeObject = 4 * 1024 * 1024;

/** One COPY: a manifest of files that are all gzip, or all plain. */
export interface Manifest {
  source: Source;
  uri: S3Uri;
  gzip: boolean;
  /** Objects that stand in the manifest as they are. */
  objects: readonly StoredObject[];
  /** What was made of the others. */
  bundle: Bundle | undefined;
}

/** The small objects of a source, ready for COPY together with those that are gzip already. */
export interface Bundled {
  bundle: Bundle;
  /** Undefined when there is nothing to load. */
  manifest: Manifest | undefined;
  /** Why objects were left out of the bundle. */
  faults: Fault[];
}

/** Objects by how they are loaded. */
export interface Sorted {
  small: StoredObject[];
  zipped: StoredObject[];
  large: StoredObject[];
}

/** How the changed objects of a source will be loaded. */
export function sortBySize(objects: readonly StoredObject[]): Sorted {
  const zipped = objects.filter((object) => object.key.endsWith(".gz"));
  const plain = objects.filter((object) => !object.key.endsWith(".gz"));
  return {
    small: plain.filter((object) => object.size < largeObject),
    zipped,
    large: plain.filter((object) => object.size >= largeObject),
  };
}

export interface StageOptions {
  slices: number;
  /** The run's own prefix in WORK. */
  target: S3Uri;
  /** Ends the work after the object that is under way. */
  giveUp: AbortSignal;
}

/** Bundles the small objects of a source and writes the manifest of all that is gzip. */
export async function bundleSource(
  { store, stop }: RunContext,
  { source, small, zipped }: Sorted & { source: Source },
  { slices, target, giveUp }: StageOptions,
): Promise<Bundled> {
  const bundle = await bundleObjects(small, { store, target, name: source, slices, signal: stop, giveUp });
  const faults = bundle.rejects.map((reject) => toFault(source, reject));
  const files = [...bundle.parts, ...zipped];
  if (files.length === 0) return { bundle, manifest: undefined, faults };
  const uri = { ...target, key: `${target.key}${source}-gzip.manifest` };
  await writeManifest(files, { store, target: uri });
  return { bundle, manifest: { source, uri, gzip: true, objects: zipped, bundle }, faults };
}

/** Writes the manifest of the objects of a source that need no bundling; undefined when there are none. */
export async function listLarge(
  { store }: RunContext,
  { source, large }: Sorted & { source: Source },
  { target }: Pick<StageOptions, "target">,
): Promise<Manifest | undefined> {
  if (large.length === 0) return undefined;
  const uri = { ...target, key: `${target.key}${source}-plain.manifest` };
  await writeManifest(large, { store, target: uri });
  return { source, uri, gzip: false, objects: large, bundle: undefined };
}

function toFault(source: Source, { object, kind, line, column }: Reject): Fault {
  return { source, object, line, column, reason: structureFaults[kind] };
}
