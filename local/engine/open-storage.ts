import { type EndpointOptions, endpointStorage } from "./endpoint-storage.ts";
import { folderStorage } from "./folder-storage.ts";
import type { Storage } from "./storage.ts";

export interface StorageOptions extends EndpointOptions {
  /** Folder that stands for S3: `<folder>/<bucket>/<key>`. Goes before an endpoint. */
  s3Folder?: string | undefined;
}

/** Opens what COPY and UNLOAD mean by `s3://`. */
export function openStorage({ s3Folder, ...endpoint }: StorageOptions): Storage {
  return s3Folder === undefined ? endpointStorage(endpoint) : folderStorage(s3Folder);
}
