import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { JobError, ObjectChanged } from "../../../job/src/errors.ts";
import type { ObjectStore, StoredObject } from "../../../job/src/sources/object-store.ts";
import { openObjectStore } from "../../../job/src/sources/open-object-store.ts";
import { S3Double } from "./s3-double.ts";
import { secretAccessKey } from "./verify-signature.ts";

/** A place that holds objects, a store over it, and a way to it that is not the store's. */
interface World {
  store: ObjectStore;
  put(key: string, text: string): Promise<void>;
  delete(key: string): Promise<void>;
  end(): Promise<void>;
}

const bucket = "sparkify-test";
const region = "us-west-2";
const motoEndpoint = process.env.MOTO_ENDPOINT;

async function inFolder(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), "objects-"));
  await mkdir(join(folder, bucket));
  return {
    store: await openObjectStore({ folder, region }),
    async put(key, text) {
      const path = join(folder, bucket, key);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    },
    delete: (key) => rm(join(folder, bucket, key)),
    end: () => rm(folder, { recursive: true }),
  };
}

async function inDouble(): Promise<World> {
  const double = new S3Double();
  const endpoint = await double.start();
  double.createBucket(bucket);
  return {
    store: await openObjectStore({ region, endpoint }),
    put: async (key, text) => void double.put(bucket, key, Buffer.from(text)),
    delete: async (key) => double.delete(bucket, key),
    end: () => double.stop(),
  };
}

/** Without a user, moto lets nobody replace an object; whose signature it is, it does not look. */
async function inMoto(endpoint: string): Promise<World> {
  async function request(method: string, key: string, body?: string) {
    const url = `${endpoint}/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`;
    const headers = { authorization: `AWS4-HMAC-SHA256 Credential=a/20180101/us-east-1/s3/aws4_request` };
    const { ok, status } = await fetch(url, { method, headers, body: body ?? null });
    if (!ok) throw new Error(`Cannot ${method} "${url}": status ${status}`);
  }
  await fetch(`${endpoint}/moto-api/reset`, { method: "POST" });
  await request("PUT", "");
  return {
    store: await openObjectStore({ region, endpoint }),
    put: (key, text) => request("PUT", key, text),
    delete: (key) => request("DELETE", key),
    end: async () => {},
  };
}

const worlds: [string, () => Promise<World>][] = [
  ["a folder", inFolder],
  ["a double of S3", inDouble],
];
if (motoEndpoint) worlds.push(["moto's S3", () => inMoto(motoEndpoint)]);
else console.warn("skipped: object store against moto's S3 (MOTO_ENDPOINT is not set)");

describe.each(worlds)("objects in %s", (_, open) => {
  let world: World;
  let store: ObjectStore;

  beforeAll(async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", secretAccessKey);
    vi.stubEnv("AWS_SESSION_TOKEN", "the/token==");
    world = await open();
    store = world.store;
  });

  afterAll(async () => {
    store.close();
    await world.end();
    vi.unstubAllEnvs();
  });

  async function list(prefix: string): Promise<StoredObject[]> {
    const objects: StoredObject[] = [];
    for await (const page of store.list(bucket, prefix)) objects.push(...page);
    return objects;
  }

  async function only(key: string): Promise<StoredObject> {
    const [object, ...more] = await list(key);
    if (!object || more.length > 0) throw new Error(`"${key}" is not one object`);
    return object;
  }

  it("are listed under a prefix by key in byte order, with what a listing knows", async () => {
    const keys = ["b/x", "b.x", "b-x", "b/é", "b/\u{1f600}", "b/\uffee", "b/x y", "B/x", "b/a/z", "b/a.z"];
    for (const key of keys) await world.put(`order/${key}`, "12345");
    await world.put("orders", "");
    const objects = await list("order/");
    expect(objects.map(({ key }) => key.slice("order/".length))).toEqual([
      "B/x",
      "b-x",
      "b.x",
      "b/a.z",
      "b/a/z",
      "b/x",
      "b/x y",
      "b/é",
      "b/\uffee",
      "b/\u{1f600}",
    ]);
    expect(new Set(objects.map((object) => object.bucket))).toEqual(new Set([bucket]));
    expect(new Set(objects.map(({ size }) => size))).toEqual(new Set([5]));
    expect(objects.every(({ lastModified }) => Date.now() - lastModified.getTime() < 60_000)).toBe(true);
  });

  it("are listed in pages of 1,000", async () => {
    const keys = Array.from({ length: 1001 }, (_, number) => `pages/${1000 + number}`);
    for (const key of keys) await world.put(key, "");
    const pages: string[][] = [];
    for await (const page of store.list(bucket, "pages/")) pages.push(page.map(({ key }) => key));
    expect(pages.map((page) => page.length)).toEqual([1000, 1]);
    expect(pages.flat()).toEqual(keys);
  });

  it("are listed one by one, without those whose key only begins alike", async () => {
    await world.put("one/key", "1");
    await world.put("one/key.old", "2");
    expect((await list("one/key")).map(({ key }) => key)).toEqual(["one/key"]);
    expect(await list("one/ke")).toEqual([]);
    expect(await list("none/")).toEqual([]);
  });

  it("are read whole", async () => {
    await world.put("read/text", "Beyoncé");
    await world.put("read/empty", "");
    expect(Buffer.from(await store.read(await only("read/text"))).toString()).toBe("Beyoncé");
    expect(await store.read(await only("read/empty"))).toHaveLength(0);
    expect((await buffer(await store.stream(await only("read/text")))).toString()).toBe("Beyoncé");
  });

  it("are read as listed or not at all", async () => {
    await world.put("change/grown", "a");
    await world.put("change/gone", "b");
    const grown = await only("change/grown");
    const gone = await only("change/gone");
    await world.put("change/grown", "ab");
    await world.delete("change/gone");
    for (const [object, how] of [
      [grown, "changed"],
      [gone, "removed"],
    ] as const) {
      for (const read of [() => store.read(object), () => store.stream(object)]) {
        const error = await read().catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(ObjectChanged);
        expect(error).toHaveProperty("details.retryable", true);
        expect(error).toHaveProperty(
          "message",
          `Cannot read "s3://${bucket}/${object.key}": it was ${how} after it was listed`,
        );
      }
    }
  });

  it("are written and replaced, under the etag that a listing shows", async () => {
    await store.write(bucket, "write/a/b", Buffer.from("first"));
    const etag = await store.write(bucket, "write/a/b", Buffer.from("second"));
    const object = await only("write/a/b");
    expect(object.etag).toBe(etag);
    expect(Buffer.from(await store.read(object)).toString()).toBe("second");
    expect((await list("write/")).map(({ key }) => key)).toEqual(["write/a/b"]);
  });

  it("are removed; those that are not there are no fault", async () => {
    for (const key of ["remove/x/1", "remove/x/2", "remove/y"]) await world.put(key, "");
    await store.remove(bucket, ["remove/x/1", "remove/x/2", "remove/none"]);
    expect((await list("remove/")).map(({ key }) => key)).toEqual(["remove/y"]);
    await store.remove(bucket, []);
  });

  it("keep the keys they are given, whatever stands in them", async () => {
    const keys = [
      "a b",
      "a+b",
      "100%",
      "it's",
      '"quoted"',
      "<&>;",
      "ü\u{1f600}",
      "back\\slash",
      "a=b?c#d",
      "(x)*!~",
    ];
    for (const key of keys) await store.write(bucket, `odd/${key}`, Buffer.from(key));
    const objects = await list("odd/");
    expect(new Set(objects.map(({ key }) => key.slice(4)))).toEqual(new Set(keys));
    for (const object of objects) {
      expect(Buffer.from(await store.read(object)).toString()).toBe(object.key.slice(4));
    }
    await store.remove(
      bucket,
      objects.map(({ key }) => key),
    );
    expect(await list("odd/")).toEqual([]);
  });

  it("are not to be had from a bucket that does not exist", async () => {
    const error = await store
      .list("no-such-bucket", "x/")
      [Symbol.asyncIterator]()
      .next()
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(JobError);
    expect(error).toHaveProperty("exitCode", 2);
    expect(error).toHaveProperty("message", expect.stringContaining("no-such-bucket"));
  });
});
