import type { Config } from "../config/config.ts";
import type { ObjectStore, StoredObject } from "../sources/object-store.ts";
import { readPagesAhead } from "../sources/read-pages-ahead.ts";
import { prefixOf, type Source } from "./list-changes.ts";

/** The objects of each source, in pages. */
type Pages = Record<Source, AsyncIterable<readonly StoredObject[]>>;

/** Pages of 1,000 objects that may wait to be taken: some 20 MB. */
const pagesAhead = 64;

/** How old a listing may be when it is used, in ms. What it misses waits for the next run. */
const freshMs = 5_000;

export interface Listing {
  /** The pages, each once; listed anew if they have waited for long. */
  take(): Pages;
}

/**
 * Begins to list both sources, which needs no warehouse and may be done before there is a connection. A version that
 * another run loads meanwhile is in the ledger when that is read, and one that is replaced meanwhile is told by its
 * etag when it is read: an early listing can only be short of what came since.
 */
export function startListing(
  store: ObjectStore,
  prefixes: Pick<Config["s3"], "logData" | "songData">,
): Listing {
  const pagesOf = (source: Source) => {
    const { bucket, key } = prefixOf(source, prefixes);
    return readPagesAhead(store.list(bucket, key), { limit: pagesAhead });
  };
  const list = () => ({ events: pagesOf("events"), songs: pagesOf("songs") });
  const startedAt = performance.now();
  const early = list();
  return { take: () => (performance.now() - startedAt < freshMs ? early : list()) };
}
