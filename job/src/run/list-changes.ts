import type { Config } from "../config/config.ts";
import { ConfigError } from "../errors.ts";
import type { StoredObject } from "../sources/object-store.ts";
import { formatS3Uri, type S3Uri } from "../sources/s3-uri.ts";
import type { Selection } from "./selection.ts";

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
  /** All objects under the source's prefix. */
  pages: AsyncIterable<readonly StoredObject[]>;
  stop: AbortSignal;
  selection: Selection;
  /** Versions that need no loading, as the warehouse knows. */
  known: ReadonlySet<string>;
  /** Versions to leave out beside those. */
  excluded?: ReadonlySet<string>;
}

/** Where a source's objects lie. */
export function prefixOf(
  source: Source,
  { logData, songData }: Pick<Config["s3"], "logData" | "songData">,
): S3Uri {
  return source === "events" ? logData : songData;
}

/** Lists one source and leaves out what is known in the same version. */
export async function listChanges(
  source: Source,
  { config, pages, stop, selection, known, excluded = new Set() }: Listing,
): Promise<Changes> {
  const jsonpath = formatS3Uri(config.s3.logJsonpath);
  const changes: Changes = { source, objects: [], listed: 0, ignored: [] };
  for await (const page of pages) {
    stop.throwIfAborted();
    for (const object of page) {
      const uri = formatS3Uri(object);
      if (object.key.endsWith("/") || uri === jsonpath) continue;
      if (!isJson(object.key)) {
        changes.ignored.push(object.key);
        continue;
      }
      changes.listed += 1;
      const version = versionOf(object);
      if (!isSelected(uri, selection) || excluded.has(version)) continue;
      if (!known.has(version)) changes.objects.push(object);
    }
  }
  refuseEmptySource(changes, config);
  return changes;
}

/** Whether a key is a data file by its name. Others (a README, a checksum) lie beside data and are no rows. */
function isJson(key: string): boolean {
  return /\.(json|jsonl|ndjson)(\.gz)?$/i.test(key);
}

function isSelected(uri: string, { only }: Selection): boolean {
  return only === undefined || uri.startsWith(only);
}

/** Names one version of an object, as the ledger does: no etag has a blank. */
export function versionOf(object: StoredObject): string {
  return `${formatS3Uri(object)} ${object.etag}`;
}

/** A prefix without any data is a wrong prefix: a run that found "nothing new" there would hide it for ever. */
function refuseEmptySource({ listed, source }: Changes, { s3 }: Config): void {
  if (listed > 0) return;
  const key = source === "events" ? "LOG_DATA" : "SONG_DATA";
  const uri = formatS3Uri(prefixOf(source, s3));
  throw new ConfigError([`Cannot list ${source}: no .json object under "${uri}": see [S3] ${key}`]);
}
