import type { Readable } from "node:stream";

/** An object as a listing shows it. */
export interface StoredObject {
  bucket: string;
  key: string;
  /** Bytes. */
  size: number;
  /** S3's etag without quotes; in a folder `<mtime in ns, hex>-<size, hex>`. Changes when the content does. */
  etag: string;
  lastModified: Date;
}

/**
 * The objects of S3, or of a folder that stands for it (`<folder>/<bucket>/<key>`). Both implementations pass the
 * same tests. Failures are SourceErrors that name the object; an object that is no longer the listed one (other
 * etag, or gone) is an ObjectChanged.
 */
export interface ObjectStore {
  /** Objects under a prefix that ends at "/" (or one exact key), in pages, by key in byte order. */
  list(bucket: string, prefix: string): AsyncIterable<readonly StoredObject[]>;
  /** The whole object; only the listed version of it (by etag). */
  read(object: StoredObject): Promise<Uint8Array>;
  /** The listed version of the object as a stream, for what may be large. */
  stream(object: StoredObject): Promise<Readable>;
  /** Writes or replaces an object; returns its etag. Nothing is seen at the key until all of it is there. */
  write(bucket: string, key: string, body: Uint8Array): Promise<string>;
  /** Removes objects; keys that are not there are no fault. */
  remove(bucket: string, keys: readonly string[]): Promise<void>;
  /** Ends what is still under way. */
  close(): void;
}
