import type { ObjectStore } from "../sources/object-store.ts";
import { formatS3Uri, type S3Uri } from "../sources/s3-uri.ts";

/**
 * Writes the list of files that one COPY loads, each of which must be there.
 * https://docs.aws.amazon.com/redshift/latest/dg/loading-data-files-using-manifest.html
 */
export async function writeManifest(
  files: readonly S3Uri[],
  { store, target }: { store: ObjectStore; target: S3Uri },
): Promise<void> {
  const entries = files.map((file) => ({ url: formatS3Uri(file), mandatory: true }));
  await store.write(target.bucket, target.key, Buffer.from(JSON.stringify({ entries })));
}
