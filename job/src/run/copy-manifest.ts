import { ConfigError, LoadError } from "../errors.ts";
import { formatS3Uri } from "../sources/s3-uri.ts";
import type { Placeholders } from "../warehouse/sql-template.ts";
import type { RunContext } from "./run-context.ts";
import type { Manifest } from "./stage-source.ts";
import { verifyEtags } from "./verify-etags.ts";
import { verifyListed } from "./verify-listed.ts";

/** A COPY that the warehouse refused; what exactly it refused must be asked for after the rollback. */
export class CopyRefused extends LoadError {
  readonly manifest: Manifest;
  constructor(cause: LoadError, manifest: Manifest) {
    super(cause.message, { cause });
    this.manifest = manifest;
  }
}

/** Loads the files of a manifest into staging; gives the number of rows. */
export async function copyManifest(context: RunContext, manifest: Manifest): Promise<number> {
  const { warehouse } = context;
  try {
    await warehouse.run(`staging/copy_${manifest.source}`, copyPlaceholders(context, manifest));
  } catch (error) {
    if (error instanceof LoadError || error instanceof ConfigError) await verifyListed(context, manifest);
    throw error instanceof LoadError ? new CopyRefused(error, manifest) : error;
  }
  const { rows } = await warehouse.run("staging/copied_rows");
  await verifyEtags(context, manifest);
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
