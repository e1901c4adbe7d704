/** Where `s3://bucket/key` leads: a folder that stands for S3 (`<folder>/<bucket>/<key>`), or an S3 endpoint. */
export interface Storage {
  /** Objects under a key prefix, by key in byte order. */
  list(bucket: string, prefix: string): AsyncIterable<StoredFile>;
  /** The object itself, or undefined when there is none. */
  find(bucket: string, key: string): Promise<StoredFile | undefined>;
  /** A local path that the engine can read the object's bytes from; a download goes to `folder`, the caller's. */
  localPath(file: StoredFile, folder: string): Promise<string>;
  /** Puts a local file's bytes there, in place of what was there; nobody sees half of them. */
  write(bucket: string, key: string, localPath: string): Promise<void>;
  remove(bucket: string, keys: readonly string[]): Promise<void>;
}

export interface StoredFile {
  bucket: string;
  key: string;
  /** Bytes. */
  size: number;
  /** S3's etag without quotes; for a folder `<mtime in ns, hex>-<size, hex>`, the same as the job computes. */
  etag: string;
  lastModified: Date;
}
