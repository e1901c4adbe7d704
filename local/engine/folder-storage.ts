import { randomUUID } from "node:crypto";
import type { BigIntStats, Dirent } from "node:fs";
import { copyFile, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { SqlError } from "../wire/database.ts";
import type { Storage, StoredFile } from "./storage.ts";

const STATS_AT_ONCE = 64;

/** Storage over a folder that stands for S3: `<folder>/<bucket>/<key>`. */
export function folderStorage(folder: string): Storage {
  const root = resolve(folder);
  return {
    async *list(bucket, prefix) {
      const start = prefix.slice(0, prefix.lastIndexOf("/") + 1);
      if (!isPlainPath(start.slice(0, -1))) return;
      const keys: string[] = [];
      await collectKeys(objectPath(root, { bucket, key: start }), start, { keys, prefix });
      keys.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      for (let at = 0; at < keys.length; at += STATS_AT_ONCE) {
        const some = keys.slice(at, at + STATS_AT_ONCE);
        const files = await Promise.all(some.map((key) => findObject(root, { bucket, key })));
        yield* files.filter((file) => file !== undefined);
      }
    },
    find: (bucket, key) => findObject(root, { bucket, key }),
    localPath: async ({ bucket, key }) => objectPath(root, { bucket, key }),
    async write(bucket, key, localPath) {
      const target = objectPath(root, { bucket, key });
      const arrival = join(root, `.${randomUUID()}.tmp`);
      await mkdir(dirname(target), { recursive: true });
      try {
        await copyFile(localPath, arrival);
        await rename(arrival, target);
      } finally {
        await rm(arrival, { force: true });
      }
    },
    async remove(bucket, keys) {
      for (const key of keys) await rm(objectPath(root, { bucket, key }), { force: true });
    },
  };
}

async function collectKeys(
  folder: string,
  folderKey: string,
  found: { keys: string[]; prefix: string },
): Promise<void> {
  for (const entry of await entriesOf(folder)) {
    const key = folderKey + entry.name;
    if (entry.isDirectory()) {
      const below = `${key}/`;
      if (below.startsWith(found.prefix) || found.prefix.startsWith(below)) {
        await collectKeys(join(folder, entry.name), below, found);
      }
    } else if (key.startsWith(found.prefix)) {
      found.keys.push(key);
    }
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function findObject(
  root: string,
  { bucket, key }: { bucket: string; key: string },
): Promise<StoredFile | undefined> {
  const stats = await statsOf(objectPath(root, { bucket, key }));
  if (!stats?.isFile()) return undefined;
  return {
    bucket,
    key,
    size: Number(stats.size),
    etag: `${stats.mtimeNs.toString(16)}-${stats.size.toString(16)}`,
    lastModified: stats.mtime,
  };
}

async function statsOf(path: string): Promise<BigIntStats | undefined> {
  try {
    return await stat(path, { bigint: true });
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** A key is any text in S3; in a folder it must not lead out of its bucket. Throws an SqlError. */
function objectPath(root: string, { bucket, key }: { bucket: string; key: string }): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(bucket)) {
    throw new SqlError("22023", `invalid bucket name "${bucket}"`);
  }
  if (!isPlainPath(key.replace(/\/$/, ""))) {
    throw new SqlError("22023", `key "${key}" cannot stand for a path in a folder`);
  }
  return `${root}/${bucket}/${key}`;
}

function isPlainPath(key: string): boolean {
  if (key === "") return true;
  return !key.includes("\0") && key.split("/").every((part) => !["", ".", ".."].includes(part));
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === "ENOENT" || code === "ENOTDIR";
}
