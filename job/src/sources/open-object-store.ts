import { FolderObjectStore } from "./folder-object-store.ts";
import type { ObjectStore } from "./object-store.ts";

export interface ObjectStoreOptions {
  /** A folder that stands for S3, `<folder>/<bucket>/<key>`; S3 itself without one. */
  folder?: string | undefined;
  /** Region of the buckets. */
  region: string;
  /** URL of a server that speaks S3, in place of AWS. */
  endpoint?: string | undefined;
}

export async function openObjectStore({
  folder,
  region,
  endpoint,
}: ObjectStoreOptions): Promise<ObjectStore> {
  if (folder !== undefined) return new FolderObjectStore(folder);
  // Loaded only where it is needed: the SDK alone takes longer to load than a small run over a folder.
  const { S3ObjectStore } = await import("./s3-object-store.ts");
  return new S3ObjectStore({ region, endpoint });
}
