import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { mkdir, open, rename, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { exitCodes, ObjectChanged, SourceError } from "../errors.ts";
import { errorCode, folderFault } from "./folder-fault.ts";
import { objectPath } from "./folder-path.ts";
import type { ObjectStore, StoredObject } from "./object-store.ts";
import { formatS3Uri } from "./s3-uri.ts";
import { timeSlices } from "./time-slices.ts";
import { etagOf, fileAt, walkFolder } from "./walk-folder.ts";

/** Objects in a page of a listing, as in S3. */
const pageSize = 1000;

/** Longest time in ms that the event loop waits for files: signals and the warehouse's socket come between. */
const sliceMs = 3;

/**
 * A folder in the place of S3: `<folder>/<bucket>/<key>`. Small files are read with the synchronous calls of fs: a
 * file of 250 bytes takes 6 µs that way, and ten times that by the thread pool.
 */
export class FolderObjectStore implements ObjectStore {
  readonly #folder: string;
  readonly #pauseWhenDue = timeSlices(sliceMs);
  #drafts = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async *list(bucket: string, prefix: string): AsyncGenerator<readonly StoredObject[], void> {
    const at = { bucket, key: prefix };
    const path = objectPath(this.#folder, at);
    this.#requireBucket(bucket);
    const isPrefix = prefix === "" || prefix.endsWith("/");
    let page: StoredObject[] = [];
    for (const object of isPrefix ? walkFolder(path, at) : fileAt(path, at)) {
      page.push(object);
      if (page.length === pageSize) {
        yield page;
        page = [];
      }
      const pause = this.#pauseWhenDue();
      if (pause) await pause;
    }
    if (page.length > 0) yield page;
  }

  async read(object: StoredObject): Promise<Uint8Array> {
    for (let pause = this.#pauseWhenDue(); pause; pause = this.#pauseWhenDue()) await pause;
    const path = objectPath(this.#folder, object);
    try {
      return readListed(path, object);
    } catch (error) {
      throw readFault(error, { object, path });
    }
  }

  async stream(object: StoredObject): Promise<Readable> {
    const path = objectPath(this.#folder, object);
    try {
      const file = await open(path);
      const etag = etagOf(await file.stat({ bigint: true }));
      if (etag === object.etag) return file.createReadStream();
      await file.close();
      throw changed(object);
    } catch (error) {
      throw readFault(error, { object, path });
    }
  }

  async write(bucket: string, key: string, body: Uint8Array): Promise<string> {
    const path = objectPath(this.#folder, { bucket, key });
    // In the same file system, by a name that no bucket can have: no listing shows what is half written.
    const draft = join(this.#folder, ".drafts", `${process.pid}-${this.#drafts++}`);
    try {
      await mkdir(dirname(draft), { recursive: true });
      await using file = await open(draft, "w");
      await file.writeFile(body);
      await moveTo(path, draft);
      return etagOf(await file.stat({ bigint: true }));
    } catch (error) {
      await rm(draft, { force: true });
      throw folderFault(error, { attempt: "write", bucket, key, path });
    }
  }

  async remove(bucket: string, keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      const path = objectPath(this.#folder, { bucket, key });
      try {
        await rm(path, { force: true });
        await removeEmptyFolders(dirname(path), { upTo: join(this.#folder, bucket) });
      } catch (error) {
        throw folderFault(error, { attempt: "remove", bucket, key, path });
      }
    }
  }

  close(): void {}

  #requireBucket(bucket: string): void {
    const path = join(this.#folder, bucket);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
    throw new SourceError(`Cannot list bucket "${bucket}": there is no folder "${path}"`, {
      exitCode: exitCodes.config,
      bucket,
    });
  }
}

/** Any change before the last look at the file shows in its etag, so what was read is what was listed. */
function readListed(path: string, object: StoredObject): Uint8Array {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.allocUnsafe(object.size);
    let length = 0;
    let count = -1;
    while (length < bytes.length && count !== 0) {
      count = readSync(file, bytes, length, bytes.length - length, length);
      length += count;
    }
    if (etagOf(fstatSync(file, { bigint: true })) !== object.etag) throw changed(object);
    return bytes;
  } finally {
    closeSync(file);
  }
}

function readFault(error: unknown, of: { object: StoredObject; path: string }): unknown {
  if (errorCode(error) === "ENOENT") return changed(of.object, error);
  const { bucket, key } = of.object;
  return folderFault(error, { attempt: "read", path: of.path, bucket, key });
}

function changed(object: StoredObject, cause?: unknown): ObjectChanged {
  return new ObjectChanged(
    `Cannot read "${formatS3Uri(object)}": it was ${cause ? "removed" : "changed"} after it was listed`,
    { cause, bucket: object.bucket, key: object.key, retryable: true },
  );
}

/** Another run may remove the folder, empty as yet, before the file has come: then once more. */
async function moveTo(path: string, draft: string, attemptsLeft = 5): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  try {
    await rename(draft, path);
  } catch (error) {
    if (errorCode(error) !== "ENOENT" || attemptsLeft === 0) throw error;
    await moveTo(path, draft, attemptsLeft - 1);
  }
}

/** S3 has no folders: one that holds nothing goes with its last object. */
async function removeEmptyFolders(path: string, { upTo }: { upTo: string }): Promise<void> {
  if (path === upTo) return;
  try {
    await rmdir(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOTEMPTY" || code === "EEXIST") return;
    if (code !== "ENOENT") throw error;
  }
  await removeEmptyFolders(dirname(path), { upTo });
}
