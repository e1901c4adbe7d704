import type { Config } from "../config/config.ts";
import { SourceError } from "../errors.ts";
import type { ObjectStore, StoredObject } from "../sources/object-store.ts";
import { formatS3Uri, type S3Uri } from "../sources/s3-uri.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";

export type Source = "events" | "songs";

/** What a run has to load of one source. */
export interface Changes {
  source: Source;
  /** New objects, and those whose etag is not the one in the ledger, by key. */
  objects: StoredObject[];
  /** Objects under the prefix that are data at all. */
  listed: number;
  /** Keys under the prefix that are no JSON and are left alone. */
  ignored: string[];
}

interface Listing {
  config: Config;
  store: ObjectStore;
  stop: AbortSignal;
}

/** Lists one source and leaves out what the ledger holds in the same version; nothing without a warehouse. */
export async function listChanges(
  warehouse: Warehouse | undefined,
  source: Source,
  { config, store, stop }: Listing,
): Promise<Changes> {
  const loaded = warehouse ? await readLedger(warehouse, source) : new Map<string, string>();
  const prefix = source === "events" ? config.s3.logData : config.s3.songData;
  const jsonpath = formatS3Uri(config.s3.logJsonpath);
  const changes: Changes = { source, objects: [], listed: 0, ignored: [] };
  for await (const page of store.list(prefix.bucket, prefix.key)) {
    stop.throwIfAborted();
    for (const object of page) {
      const uri = formatS3Uri(object);
      if (object.key.endsWith("/") || uri === jsonpath) continue;
      if (!isJson(object.key)) {
        changes.ignored.push(object.key);
        continue;
      }
      changes.listed += 1;
      if (loaded.get(uri) !== object.etag) changes.objects.push(object);
    }
  }
  refuseEmptySource(changes, prefix);
  return changes;
}

/** Whether a key is a data file by its name. Others (a README, a checksum) lie beside data and are no rows. */
function isJson(key: string): boolean {
  return /\.(json|jsonl|ndjson)(\.gz)?$/i.test(key);
}

async function readLedger(warehouse: Warehouse, source: Source): Promise<Map<string, string>> {
  const rows = await warehouse.query("ledger/loaded_files", [source]);
  return new Map(rows.map((row) => [String(row.key), String(row.etag)]));
}

/** A prefix without any data is a wrong prefix: a run that found "nothing new" there would hide it for ever. */
function refuseEmptySource({ listed, source }: Changes, prefix: S3Uri): void {
  if (listed > 0) return;
  const key = source === "events" ? "LOG_DATA" : "SONG_DATA";
  throw new SourceError(
    `Cannot list ${source}: no .json object under "${formatS3Uri(prefix)}": see [S3] ${key}`,
    {
      exitCode: 2,
    },
  );
}
