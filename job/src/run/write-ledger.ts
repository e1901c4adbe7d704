import type { StoredObject } from "../sources/object-store.ts";
import { formatS3Uri, type S3Uri } from "../sources/s3-uri.ts";
import { GzipLines } from "../stage/gzip-lines.ts";
import { writeManifest } from "../stage/write-manifest.ts";
import type { Changes, Source } from "./list-changes.ts";
import { utc } from "./record-run.ts";
import type { RunContext } from "./run-context.ts";

/** Objects whose ledger lines are compressed in one go. */
const linesAtOnce = 1_000;

/** Writes the loaded version of every object of the run to a file for `loadLedger`; gives the file's manifest. */
export async function writeLedger(
  { store }: RunContext,
  changes: readonly Changes[],
  target: S3Uri,
): Promise<S3Uri> {
  const file = { ...target, key: `${target.key}ledger.json.gz` };
  const manifest = { ...target, key: `${target.key}ledger.manifest` };
  await store.write(file.bucket, file.key, await zipLedger(changes));
  await writeManifest([file], { store, target: manifest });
  return manifest;
}

/** Loads that file into etl_files; gives the number of objects. */
export async function loadLedger({ warehouse, config, runId }: RunContext, manifest: S3Uri): Promise<number> {
  const NOW = utc(new Date());
  const { written } = await warehouse.run("ledger/load", {
    MANIFEST: formatS3Uri(manifest),
    IAM_ROLE: config.iamRole,
    REGION: config.s3.region,
    RUN_ID: runId,
    NOW,
  });
  await warehouse.run("ledger/close_rejects", { NOW });
  return written;
}

async function zipLedger(changes: readonly Changes[]): Promise<Uint8Array> {
  using gzip = new GzipLines();
  for (const { source, objects } of changes) {
    for (let at = 0; at < objects.length; at += linesAtOnce) {
      const lines = objects.slice(at, at + linesAtOnce).map((object) => ledgerLine(source, object));
      await gzip.add(Buffer.from(lines.join("\n")));
    }
  }
  return await gzip.end();
}

function ledgerLine(source: Source, object: StoredObject): string {
  const { etag, size, lastModified } = object;
  return JSON.stringify({
    source,
    key: formatS3Uri(object),
    etag,
    size,
    last_modified: lastModified.getTime(),
  });
}
