import { readFile } from "node:fs/promises";
import type { Storage, StoredFile } from "../../engine/storage.ts";
import { SqlError } from "../../wire/database.ts";
import type { CopyStatement } from "./copy-statement.ts";
import { formatS3Address, parseS3Address, type S3Address } from "./s3-address.ts";

export interface SourceOptions {
  storage: Storage;
  /** Folder for downloads. */
  folder: string;
}

/** The objects that a COPY loads, in the order of the manifest or of their keys. Throws when there are none. */
export async function findSourceFiles(
  copy: Pick<CopyStatement, "source" | "manifest">,
  options: SourceOptions,
): Promise<StoredFile[]> {
  if (copy.manifest) return findListedFiles(copy.source, options);
  const { bucket, key } = copy.source;
  const files: StoredFile[] = [];
  for await (const file of options.storage.list(bucket, key)) files.push(file);
  if (files.length > 0) return files;
  throw new SqlError("XX000", `The specified S3 prefix '${key}' does not exist`);
}

/** The whole text of one object. Throws as Redshift does when there is none. */
export async function readObject(address: S3Address, options: SourceOptions): Promise<string> {
  const file = await options.storage.find(address.bucket, address.key);
  if (file === undefined) throw missingObject(address);
  return readFile(await options.storage.localPath(file, options.folder), "utf8");
}

interface ManifestEntry {
  address: S3Address;
  mandatory: boolean;
}

async function findListedFiles(manifest: S3Address, options: SourceOptions): Promise<StoredFile[]> {
  const entries = parseManifest(await readObject(manifest, options), formatS3Address(manifest));
  const files: StoredFile[] = [];
  for (const { address, mandatory } of entries) {
    const file = await options.storage.find(address.bucket, address.key);
    if (file) files.push(file);
    else if (mandatory) throw missingObject(address);
  }
  if (files.length > 0) return files;
  throw new SqlError("XX000", `No file of manifest '${formatS3Address(manifest)}' exists`);
}

/** https://docs.aws.amazon.com/redshift/latest/dg/loading-data-files-using-manifest.html */
function parseManifest(text: string, name: string): ManifestEntry[] {
  const wrong = (reason: string) =>
    new SqlError("XX000", `Problem reading manifest file '${name}': ${reason}`);
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch (error) {
    throw wrong((error as Error).message);
  }
  const entries = (manifest as { entries?: unknown } | null)?.entries;
  if (!Array.isArray(entries)) throw wrong('it has no array "entries"');
  return entries.map((entry: { url?: unknown; mandatory?: unknown } | null) => {
    if (typeof entry?.url !== "string") throw wrong('an entry has no "url"');
    const address = parseS3Address(entry.url);
    if (address.key === "") throw wrong(`"${entry.url}" is not the full path of an object`);
    return { address, mandatory: entry.mandatory === true };
  });
}

function missingObject(address: S3Address): SqlError {
  return new SqlError("XX000", "S3ServiceException: The specified key does not exist.", {
    detail: `Key: ${formatS3Address(address)}`,
  });
}
