import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { ObjectChanged } from "../../../job/src/errors.ts";
import type { ObjectStore, StoredObject } from "../../../job/src/sources/object-store.ts";
import { type Bundle, type BundleOptions, bundleObjects } from "../../../job/src/stage/bundle-objects.ts";
import { ObjectFolder } from "./object-folder.ts";

const target = { bucket: "work", key: "run/" };

function bundle(
  objects: readonly StoredObject[],
  { store, ...more }: { store: ObjectStore } & Partial<BundleOptions>,
): Promise<Bundle> {
  const signal = new AbortController().signal;
  return bundleObjects(objects, {
    store,
    target,
    name: "events",
    slices: 2,
    signal,
    giveUp: signal,
    ...more,
  });
}

/** The lines of each part. */
async function linesOf(folder: ObjectFolder): Promise<Record<string, string[]>> {
  const lines: Record<string, string[]> = {};
  for (const part of await folder.list("work")) {
    const text = gunzipSync(await folder.store.read(part)).toString();
    expect(text.endsWith("\n")).toBe(true);
    lines[part.key] = text.slice(0, -1).split("\n");
  }
  return lines;
}

/** An object of over 300 kB, so that four of them are worth more than one part. */
function wide(name: string): string {
  return `{"a":"${name}","b":"${"x".repeat(300_000)}"}`;
}

it("puts the rows of small objects into one part, in the order of their keys", async () => {
  await using folder = await ObjectFolder.create();
  const objects = await folder.put({ "b.json": '{"b":1}\n{"b":2}', "a.json": '{\n"a":1\n}\n', "c.json": "" });
  const made = await bundle(objects, folder);
  expect(await linesOf(folder)).toEqual({ "run/events-0000.json.gz": ['{ "a":1 }', '{"b":1}', '{"b":2}'] });
  const [part] = await folder.list("work");
  expect(made.parts).toEqual([{ ...target, key: "run/events-0000.json.gz", bytes: part?.size, rows: 3 }]);
  expect(made.rows).toBe(3);
  expect(made.rejects).toEqual([]);
});

it("divides more than 1 MB into as many parts as there are slices", async () => {
  await using folder = await ObjectFolder.create();
  const objects = await folder.put({ a: wide("a"), b: wide("b"), c: wide("c"), d: wide("d") });
  const made = await bundle(objects, folder);
  expect(made.parts.map(({ key, rows }) => [key, rows])).toEqual([
    ["run/events-0000.json.gz", 2],
    ["run/events-0001.json.gz", 2],
  ]);
  expect(await linesOf(folder)).toEqual({
    "run/events-0000.json.gz": [wide("a"), wide("b")],
    "run/events-0001.json.gz": [wide("c"), wide("d")],
  });
});

it("gives the same bytes for the same objects", async () => {
  await using folder = await ObjectFolder.create();
  const objects = await folder.put({ a: wide("a"), b: wide("b"), c: '{"c":1}', d: wide("d"), e: wide("e") });
  const first = await bundle(objects, { ...folder, target: { bucket: "work", key: "1/" } });
  const second = await bundle(objects, { ...folder, target: { bucket: "work", key: "2/" } });
  expect(second.parts.map(({ bytes }) => bytes)).toEqual(first.parts.map(({ bytes }) => bytes));
  const written = await folder.list("work");
  const bodies = await Promise.all(written.map((part) => folder.store.read(part)));
  expect(bodies.slice(2)).toEqual(bodies.slice(0, 2));
});

it("writes no part where there is no row", async () => {
  await using folder = await ObjectFolder.create();
  expect(await bundle([], folder)).toMatchObject({ parts: [], rows: 0, rejects: [] });
  const objects = await folder.put({ "empty.json": "", "blank.json": "\n\n" });
  expect(await bundle(objects, folder)).toMatchObject({ parts: [], rows: 0, rejects: [] });
  expect(await folder.list("work")).toEqual([]);
});

it("leaves out all of an object that has a fault, and says where", async () => {
  await using folder = await ObjectFolder.create();
  const objects = await folder.put({
    "1.json": '{"a":1}',
    "2.json": '{"a":2}\n{"a":3},',
    "3.json": '{"a":4}',
    "4.json": new Uint8Array([0xff]),
  });
  const made = await bundle(objects, folder);
  expect(await linesOf(folder)).toEqual({ "run/events-0000.json.gz": ['{"a":1}', '{"a":4}'] });
  expect(made.rejects).toEqual([
    { object: objects[1], kind: "comma", line: 2, column: 8 },
    { object: objects[3], kind: "not-utf8", line: 1, column: 1 },
  ]);
});

it("knows the object and row of each line of each part", async () => {
  await using folder = await ObjectFolder.create();
  const objects = await folder.put({
    a: wide("a"),
    b: "",
    c: `${wide("c1")}\n${wide("c2")}`,
    d: "[]",
    e: wide("e"),
    f: `{"f":1}{"f":2}`,
  });
  const made = await bundle(objects, folder);
  const found = (part: string, line: number) => {
    const source = made.locate(`s3://work/run/events-${part}`, line);
    return source && `${source.object.key}${source.row}`;
  };
  expect([1, 2, 3, 4].map((line) => found("0000.json.gz", line))).toEqual(["a1", "c1", "c2", undefined]);
  expect([0, 1, 2, 3, 4].map((line) => found("0001.json.gz", line))).toEqual([
    undefined,
    "e1",
    "f1",
    "f2",
    undefined,
  ]);
  expect(found("0001", 2)).toBe("f1");
  expect(found("000", 2)).toBeUndefined();
  expect(found("0002.json.gz", 1)).toBeUndefined();
});

it("finds the row of any line, whatever the number of rows in each object", async () => {
  await using folder = await ObjectFolder.create();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 3 }), { maxLength: 12 }), async (counts) => {
      const bytes = counts.map((rows) => Buffer.from("{}".repeat(rows)));
      const objects = bytes.map((body, key) => ({
        bucket: "logs",
        key: String(key),
        size: body.length,
        etag: "",
        lastModified: new Date(0),
      }));
      const store = {
        ...writable(folder.store),
        read: async ({ key }: StoredObject) => bytes[Number(key)] as Buffer,
      };
      const made = await bundle(objects, { store });
      const expected = counts.flatMap((rows, key) =>
        Array.from({ length: rows }, (_, row) => `${key}:${row + 1}`),
      );
      const lines = expected.map((_, index) => made.locate("s3://work/run/events-0000.json.gz", index + 1));
      expect(lines.map((source) => `${source?.object.key}:${source?.row}`)).toEqual(expected);
    }),
    { numRuns: 50 },
  );
});

it("takes a row that is longer than what is compressed at once", async () => {
  await using folder = await ObjectFolder.create();
  const row = `{"a":"${"y".repeat(3_000_000)}"}`;
  const objects = await folder.put({ a: '{"a":1}', b: row, c: '{"c":1}' });
  await bundle(objects, { ...folder, slices: 1 });
  expect(await linesOf(folder)).toEqual({ "run/events-0000.json.gz": ['{"a":1}', row, '{"c":1}'] });
});

it("ends with what was thrown when an object changed, and reads no further", async () => {
  await using folder = await ObjectFolder.create();
  const texts = Object.fromEntries(Array.from({ length: 500 }, (_, key) => [`${1000 + key}`, '{"a":1}']));
  const objects = await folder.put(texts);
  await folder.put({ 1003: '{"a":1,"b":2}' });
  let reads = 0;
  const read = (object: StoredObject) => {
    reads += 1;
    return folder.store.read(object);
  };
  const outcome = bundle(objects, { store: { ...writable(folder.store), read } });
  await expect(outcome).rejects.toThrow(ObjectChanged);
  await expect(outcome).rejects.toThrow('Cannot read "s3://logs/1003": it was changed after it was listed');
  expect(reads).toBeLessThan(100);
  expect(await folder.list("work")).toEqual([]);
});

it("ends with what was thrown when a part cannot be written", async () => {
  await using folder = await ObjectFolder.create();
  const objects = await folder.put({ a: '{"a":1}' });
  const write = async () => {
    throw new Error("no room");
  };
  await expect(bundle(objects, { store: { ...writable(folder.store), write } })).rejects.toThrow("no room");
});

it("stops with the signal's reason at once, though a read never ends", async () => {
  await using folder = await ObjectFolder.create();
  const objects = await folder.put({ a: '{"a":1}', b: '{"b":1}' });
  const stop = new AbortController();
  const read = () => {
    stop.abort(new Error("told to stop"));
    return new Promise<never>(() => {});
  };
  const outcome = bundle(objects, { store: { ...writable(folder.store), read }, signal: stop.signal });
  await expect(outcome).rejects.toThrow("told to stop");
  expect(await folder.list("work")).toEqual([]);
});

it("does nothing when it was told to stop before", async () => {
  await using folder = await ObjectFolder.create();
  const objects = await folder.put({ a: '{"a":1}' });
  const signal = AbortSignal.abort(new Error("told to stop"));
  await expect(bundle(objects, { ...folder, signal })).rejects.toThrow("told to stop");
  expect(await folder.list("work")).toEqual([]);
});

/** A store's methods as an object that others can be put over. */
function writable(store: ObjectStore): ObjectStore {
  return {
    list: store.list.bind(store),
    read: store.read.bind(store),
    stream: store.stream.bind(store),
    write: store.write.bind(store),
    remove: store.remove.bind(store),
    close: store.close.bind(store),
  };
}
