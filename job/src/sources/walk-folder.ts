import { type BigIntStats, type Dirent, readdirSync, statSync } from "node:fs";
import { SourceError } from "../errors.ts";
import { errorCode, folderFault } from "./folder-fault.ts";
import type { StoredObject } from "./object-store.ts";
import { formatS3Uri, type S3Uri } from "./s3-uri.ts";

/**
 * The files under a folder as objects, by key in byte order. `at` is the prefix that the folder stands for; a
 * folder that is not there holds nothing, a file that goes while the walk lasts is not listed.
 */
export function* walkFolder(path: string, at: S3Uri): Generator<StoredObject, void> {
  for (const name of sortedNames(path, at)) {
    const key = at.key + name;
    const file = `${path}/${name}`;
    if (name.endsWith("/")) yield* walkFolder(file.slice(0, -1), { bucket: at.bucket, key });
    else yield* fileAt(file, { bucket: at.bucket, key });
  }
}

/** The file as an object, or nothing when there is none. */
export function* fileAt(path: string, at: S3Uri): Generator<StoredObject, void> {
  const stat = onDisk(path, at, () => statSync(path, { bigint: true, throwIfNoEntry: false }));
  if (stat?.isFile()) {
    yield {
      bucket: at.bucket,
      key: at.key,
      size: Number(stat.size),
      etag: etagOf(stat),
      lastModified: new Date(Number(stat.mtimeMs)),
    };
  }
}

export function etagOf({ mtimeNs, size }: BigIntStats): string {
  return `${mtimeNs.toString(16)}-${size.toString(16)}`;
}

/** File names as they are and folder names with a "/", so that they sort as the keys do. */
function sortedNames(path: string, at: S3Uri): string[] {
  const entries = onDisk(path, at, () => readdirSync(path, { withFileTypes: true })) ?? [];
  const names = entries.map((entry) => {
    if (entry.name.includes("\ufffd")) {
      throw new SourceError(
        `Cannot list "${formatS3Uri(at)}": file "${entry.name}" in folder "${path}" is not named in UTF-8`,
      );
    }
    return isFolder(path, entry) ? `${entry.name}/` : entry.name;
  });
  // JavaScript's own order is that of UTF-16 units: the same as by bytes unless surrogates take part.
  return names.some((name) => /[\ud800-\udfff]/.test(name))
    ? names.sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
    : names.sort();
}

function isFolder(path: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return statSync(`${path}/${entry.name}`, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function onDisk<Result>(path: string, at: S3Uri, read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw folderFault(error, { attempt: "list", path, ...at });
  }
}
