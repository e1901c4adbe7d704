import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeBucket, type TestBucket } from "../../harness/bucket.ts";
import { runJob } from "../../harness/job.ts";
import { selfSigned } from "../../harness/self-signed.ts";
import { startTestRedshift } from "../../harness/test-redshift.ts";
import type { TestRedshift } from "../../harness/track-clients.ts";

const folder = mkdtempSync(join(tmpdir(), "sparkify-tls-"));
const authority = join(folder, "ca.pem");
let bucket: TestBucket;
let redshift: TestRedshift;

beforeAll(async () => {
  const tls = selfSigned();
  writeFileSync(authority, tls.cert);
  bucket = makeBucket();
  redshift = await startTestRedshift({ s3Folder: bucket.folder, tls });
});
afterAll(async () => {
  await redshift.close();
  bucket[Symbol.dispose]();
  rmSync(folder, { recursive: true });
});

const verified = { REDSHIFT_HOST: "localhost", REDSHIFT_TLS: "verify" };
const job = (environment: Record<string, string>) =>
  runJob(["create-tables"], { redshift, s3Folder: bucket.folder, environment });

it("refuses a certificate that nobody it trusts has signed", async () => {
  const { exitCode, last } = await job(verified);
  expect({ exitCode, message: (last.error as { message: string }).message }).toEqual({
    exitCode: 6,
    message: expect.stringContaining("self-signed certificate"),
  });
});

it("connects when the authority is one it was told to trust", async () => {
  expect(await job({ ...verified, NODE_EXTRA_CA_CERTS: authority })).toMatchObject({ exitCode: 0 });
});
