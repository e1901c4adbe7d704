import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openStorage } from "../../../local/engine/open-storage.ts";
import type { Storage, StoredFile } from "../../../local/engine/storage.ts";
import { temporaryFolder } from "../../harness/temporary-folder.ts";
import { S3Double } from "../../job/sources/s3-double.ts";
import { secretAccessKey } from "../../job/sources/verify-signature.ts";

/** A place that holds objects of bucket "bucket", the storage over it, and a way to it that is not the storage's. */
interface World {
  storage: Storage;
  put(key: string, text: string): Promise<void>;
  end(): Promise<void>;
}

async function inFolder(): Promise<World> {
  const folder = await temporaryFolder();
  return {
    storage: openStorage({ s3Folder: folder.path }),
    async put(key, text) {
      const path = join(folder.path, "bucket", key);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    },
    end: () => folder[Symbol.asyncDispose]() as Promise<void>,
  };
}

async function atEndpoint(): Promise<World> {
  const double = new S3Double();
  const endpoint = await double.start();
  double.createBucket("bucket");
  return {
    storage: openStorage({ endpoint }),
    put: async (key, text) => void double.put("bucket", key, Buffer.from(text)),
    end: () => double.stop(),
  };
}

async function listed(storage: Storage, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage.list("bucket", prefix)) keys.push(key);
  return keys;
}

describe.each([
  ["a folder", inFolder],
  ["an S3 endpoint", atEndpoint],
])("storage in %s", (_, open) => {
  let world: World;
  beforeEach(async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", secretAccessKey);
    world = await open();
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await world.end();
  });

  async function read(file: StoredFile | undefined): Promise<string> {
    await using folder = await temporaryFolder();
    return await readFile(await world.storage.localPath(file as StoredFile, folder.path), "utf8");
  }

  test("lists the objects that begin with a prefix, in the order of their bytes", async () => {
    const keys = ["a/\u{1f600}", "a/\uffee", "a/b c+d&é", "a/b/1", "a-1", "ab"];
    for (const key of keys) await world.put(key, key);
    expect(await listed(world.storage, "a/")).toEqual(["a/b c+d&é", "a/b/1", "a/\uffee", "a/\u{1f600}"]);
    expect(await listed(world.storage, "a")).toHaveLength(6);
    expect(await listed(world.storage, "a/b/1")).toEqual(["a/b/1"]);
    expect(await listed(world.storage, "none/")).toEqual([]);
  });

  test("lists more objects than S3 gives in one answer", async () => {
    for (let number = 0; number < 1001; number += 1) await world.put(`many/${number}`, "");
    expect(await listed(world.storage, "many/")).toHaveLength(1001);
  });

  test("finds an object, or nothing", async () => {
    await world.put("a/b", "text");
    expect(await world.storage.find("bucket", "a/b")).toMatchObject({
      bucket: "bucket",
      key: "a/b",
      size: 4,
    });
    expect(await world.storage.find("bucket", "a/c")).toBeUndefined();
    expect(await world.storage.find("bucket", "a")).toBeUndefined();
  });

  test("gives an object's bytes as a local file", async () => {
    await world.put("odd [name]*", "héllo");
    expect(await read(await world.storage.find("bucket", "odd [name]*"))).toBe("héllo");
  });

  test("writes a file, in place of what was there, and removes it", async () => {
    const { storage } = world;
    await using folder = await temporaryFolder();
    const path = join(folder.path, "file");
    await writeFile(path, "new");
    await world.put("a/b", "old");
    await storage.write("bucket", "a/b", path);
    await storage.write("bucket", "a/deep/c", path);
    expect(await read(await storage.find("bucket", "a/b"))).toBe("new");
    expect(await listed(storage, "a/")).toEqual(["a/b", "a/deep/c"]);
    await storage.remove("bucket", ["a/b", "a/none"]);
    expect(await listed(storage, "a/")).toEqual(["a/deep/c"]);
  });
});

describe("storage in a folder", () => {
  test("has etags of time and size, as the job computes them", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "bucket/key");
    await mkdir(dirname(path));
    await writeFile(path, "text");
    await utimes(path, 1000, 1541105830.5);
    const { mtimeNs } = await stat(path, { bigint: true });
    const file = await openStorage({ s3Folder: folder.path }).find("bucket", "key");
    expect(file?.etag).toBe(`${mtimeNs.toString(16)}-4`);
    expect(file?.lastModified).toEqual(new Date(1541105830500));
  });

  test("leaves nothing of a write that failed", async () => {
    await using folder = await temporaryFolder();
    const storage = openStorage({ s3Folder: folder.path });
    await expect(storage.write("bucket", "key", join(folder.path, "none"))).rejects.toThrow("ENOENT");
    expect(await readdir(folder.path, { recursive: true })).toEqual(["bucket"]);
  });

  test.each([
    ["bucket", "../other/key"],
    ["bucket", "a/../../key"],
    ["bucket", "a//b"],
    ["bucket", "./a"],
    ["bucket", "a\0b"],
    ["..", "key"],
    [".hidden", "key"],
    ["a/b", "key"],
  ])("refuses %s and %s as a place", async (bucket, key) => {
    await using folder = await temporaryFolder();
    const storage = openStorage({ s3Folder: folder.path });
    await expect(storage.find(bucket, key)).rejects.toMatchObject({ code: "22023" });
    await expect(storage.write(bucket, key, "none")).rejects.toMatchObject({ code: "22023" });
    await expect(storage.remove(bucket, [key])).rejects.toMatchObject({ code: "22023" });
  });
});

test("storage at an endpoint does not give another version than the one it found", async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", secretAccessKey);
  const world = await atEndpoint();
  await using folder = await temporaryFolder();
  try {
    await world.put("key", "one");
    const found = (await world.storage.find("bucket", "key")) as StoredFile;
    expect(found.etag).toBe(createHash("md5").update("one").digest("hex"));
    await world.put("key", "two");
    await expect(world.storage.localPath(found, folder.path)).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
  } finally {
    vi.unstubAllEnvs();
    await world.end();
    await rm(folder.path, { recursive: true, force: true });
  }
});
