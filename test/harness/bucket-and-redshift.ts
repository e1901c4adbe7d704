import { afterAll } from "vitest";
import { makeBucket, type TestBucket } from "./bucket.ts";
import { startTestRedshift } from "./test-redshift.ts";
import type { TestRedshift } from "./track-clients.ts";

/** A bucket, and a local Redshift that reads it, for all tests of the file that calls this; both end after the last. */
export async function bucketAndRedshift(): Promise<{ bucket: TestBucket; redshift: TestRedshift }> {
  const bucket = makeBucket();
  const redshift = await startTestRedshift({ s3Folder: bucket.folder });
  afterAll(async () => {
    await redshift.close();
    bucket[Symbol.dispose]();
  });
  return { bucket, redshift };
}
