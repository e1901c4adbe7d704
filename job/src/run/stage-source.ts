import { LoadError, SourceError } from "../errors.ts";
import type { StoredObject } from "../sources/object-store.ts";
import { formatS3Uri, type S3Uri } from "../sources/s3-uri.ts";
import type { Reject } from "../stage/build-part.ts";
import { type Bundle, bundleObjects } from "../stage/bundle-objects.ts";
import { structureFaults } from "../stage/structure-fault.ts";
import { writeManifest } from "../stage/write-manifest.ts";
import type { Placeholders } from "../warehouse/sql-template.ts";
import type { Changes, Source } from "./list-changes.ts";
import type { RunContext } from "./run-context.ts";

/** From this size on an object is loaded as it is: COPY reads it well enough without our help. */
const largeObject = 8 * 1024 * 1024;

/** Faulty objects that are named one by one. */
const namedRejects = 20;

/** One COPY: a manifest of files that are all gzip, or all plain. */
export interface Manifest {
  source: Source;
  uri: S3Uri;
  gzip: boolean;
  /** Objects that stand in the manifest as they are. */
  objects: readonly StoredObject[];
}

/** One source, ready for COPY. */
export interface StagedSource {
  source: Source;
  bundle: Bundle;
  manifests: Manifest[];
}

/** How the changed objects of a source will be loaded. */
export function sortBySize(objects: readonly StoredObject[]): {
  small: StoredObject[];
  zipped: StoredObject[];
  large: StoredObject[];
} {
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
}

/** Bundles the small objects of a source and writes the manifests: of all that is gzip, and of all that is plain. */
export async function stageSource(
  { store, stop, log }: RunContext,
  { source, objects }: Changes,
  { slices, target }: StageOptions,
): Promise<StagedSource> {
  const { small, zipped, large } = sortBySize(objects);
  const bundle = await bundleObjects(small, { store, target, name: source, slices, signal: stop });
  refuseRejects(bundle.rejects, log);
  const manifests: Manifest[] = [];
  for (const [files, objects, gzip] of [
    [[...bundle.parts, ...zipped], zipped, true],
    [large, large, false],
  ] as const) {
    if (files.length === 0) continue;
    const uri = { ...target, key: `${target.key}${source}-${gzip ? "gzip" : "plain"}.manifest` };
    await writeManifest(files, { store, target: uri });
    manifests.push({ source, uri, gzip, objects });
  }
  return { source, bundle, manifests };
}

function refuseRejects(rejects: readonly Reject[], log: RunContext["log"]): void {
  const [first] = rejects;
  if (first === undefined) return;
  for (const reject of rejects.slice(0, namedRejects)) {
    log.error({ ...placeOf(reject) }, "bad object");
  }
  const others = rejects.length > 1 ? ` (and ${rejects.length - 1} other objects)` : "";
  const place = placeOf(first);
  throw new SourceError(
    `Cannot load "${place.object}": line ${place.line} ${place.reason} at column ${place.column}${others}`,
    { ...place, badObjects: rejects.length },
  );
}

function placeOf({ object, kind, line, column }: Reject) {
  return { object: formatS3Uri(object), line, column, reason: structureFaults[kind] };
}

/** A COPY that the warehouse refused; what exactly it refused must be asked for after the rollback. */
export class CopyRefused extends LoadError {
  readonly manifest: Manifest;
  constructor(manifest: Manifest, cause: LoadError) {
    super(cause.message, { cause });
    this.manifest = manifest;
  }
}

/** Loads one manifest into staging; gives the number of rows. */
export async function copyManifest(context: RunContext, manifest: Manifest): Promise<number> {
  try {
    await context.warehouse.run(`staging/copy_${manifest.source}`, copyPlaceholders(context, manifest));
  } catch (error) {
    throw error instanceof LoadError ? new CopyRefused(manifest, error) : error;
  }
  const { rows } = await context.warehouse.run("staging/copied_rows");
  return Number(rows[0]?.copied_rows);
}

export function copyPlaceholders({ config }: RunContext, { source, uri, gzip }: Manifest): Placeholders {
  return {
    MANIFEST: formatS3Uri(uri),
    IAM_ROLE: config.iamRole,
    REGION: config.s3.region,
    GZIP: gzip ? "gzip" : "",
    DRY_RUN: "",
    ...(source === "events" ? { JSONPATHS: formatS3Uri(config.s3.logJsonpath) } : {}),
  };
}
