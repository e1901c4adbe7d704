import { ConfigError, LoadError } from "../errors.ts";
import type { StoredObject } from "../sources/object-store.ts";
import { formatS3Uri, type S3Uri } from "../sources/s3-uri.ts";
import type { Reject } from "../stage/build-part.ts";
import { type Bundle, bundleObjects } from "../stage/bundle-objects.ts";
import { structureFaults } from "../stage/structure-fault.ts";
import { writeManifest } from "../stage/write-manifest.ts";
import type { Placeholders } from "../warehouse/sql-template.ts";
import type { Changes, Source } from "./list-changes.ts";
import type { Fault } from "./rejects.ts";
import type { RunContext } from "./run-context.ts";
import { verifyEtags } from "./verify-etags.ts";
import { verifyListed } from "./verify-listed.ts";

/** From this size on an object is loaded as it is: COPY reads it well enough without our help. */
const largeObject = 8 * 1024 * 1024;

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
  /** Why objects were left out of the bundle. */
  faults: Fault[];
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
  { store, stop }: RunContext,
  { source, objects }: Changes,
  { slices, target }: StageOptions,
): Promise<StagedSource> {
  const { small, zipped, large } = sortBySize(objects);
  const bundle = await bundleObjects(small, { store, target, name: source, slices, signal: stop });
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
  const faults = bundle.rejects.map((reject) => toFault(source, reject));
  return { source, bundle, manifests, faults };
}

function toFault(source: Source, { object, kind, line, column }: Reject): Fault {
  return { source, object, line, column, reason: structureFaults[kind] };
}

/** A COPY that the warehouse refused; what exactly it refused must be asked for after the rollback. */
export class CopyRefused extends LoadError {
  readonly staged: StagedSource;
  readonly manifest: Manifest;
  constructor(cause: LoadError, { staged, manifest }: { staged: StagedSource; manifest: Manifest }) {
    super(cause.message, { cause });
    this.staged = staged;
    this.manifest = manifest;
  }
}

/** Loads the manifests of a source into staging; gives the number of rows. */
export async function copySource(context: RunContext, staged: StagedSource): Promise<number> {
  const { warehouse } = context;
  let copied = 0;
  for (const manifest of staged.manifests) {
    try {
      await warehouse.run(`staging/copy_${manifest.source}`, copyPlaceholders(context, manifest));
    } catch (error) {
      if (error instanceof LoadError || error instanceof ConfigError) await verifyListed(context, manifest);
      throw error instanceof LoadError ? new CopyRefused(error, { staged, manifest }) : error;
    }
    const { rows } = await warehouse.run("staging/copied_rows");
    copied += Number(rows[0]?.copied_rows);
    await verifyEtags(context, manifest);
  }
  return copied;
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
