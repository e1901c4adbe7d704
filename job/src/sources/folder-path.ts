import { exitCodes, SourceError } from "../errors.ts";
import { bucketNameFault, formatS3Uri, type S3Uri } from "./s3-uri.ts";

/** A step of a key that is empty, "." or "..", or a NUL: no file is named so. */
const noFileName = /(?:^|\/)\.{0,2}(?:\/|$)|\0/;

/** The path of an object or a prefix in a folder that stands for S3; never one outside of `<folder>/<bucket>`. */
export function objectPath(folder: string, { bucket, key }: S3Uri): string {
  const steps = key.endsWith("/") ? key.slice(0, -1) : key;
  const possible = key === "" || !noFileName.test(steps);
  if (bucketNameFault(bucket) !== undefined || !possible) {
    throw new SourceError(
      `Cannot find "${formatS3Uri({ bucket, key })}" in a folder: it has steps that are no file names`,
      { exitCode: exitCodes.config, bucket, key },
    );
  }
  return key === "" ? `${folder}/${bucket}` : `${folder}/${bucket}/${steps}`;
}
