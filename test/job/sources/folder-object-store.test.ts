import { mkdir, mkdtemp, readdir, rm, stat, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ObjectChanged, SourceError } from "../../../job/src/errors.ts";
import { FolderObjectStore } from "../../../job/src/sources/folder-object-store.ts";
import type { StoredObject } from "../../../job/src/sources/object-store.ts";

let folder: string;
let store: FolderObjectStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "objects-"));
  await mkdir(join(folder, "logs"));
  store = new FolderObjectStore(folder);
});

afterEach(() => rm(folder, { recursive: true }));

async function list(bucket: string, prefix: string): Promise<StoredObject[]> {
  const objects: StoredObject[] = [];
  for await (const page of store.list(bucket, prefix)) objects.push(...page);
  return objects;
}

async function faultOf(attempt: Promise<unknown>): Promise<SourceError> {
  const error = await attempt.catch((thrown: unknown) => thrown);
  if (!(error instanceof SourceError)) throw new Error("no SourceError", { cause: error });
  return error;
}

it("gives the etag of a file by its time and size", async () => {
  const etag = await store.write("logs", "a/b.json", Buffer.from("{}"));
  const { mtimeNs } = await stat(join(folder, "logs/a/b.json"), { bigint: true });
  expect(etag).toBe(`${mtimeNs.toString(16)}-2`);
});

it("shows nothing of what is not a whole object", async () => {
  await store.write("logs", "a.json", Buffer.from("{}"));
  await mkdir(join(folder, "logs/empty"));
  expect((await list("logs", "")).map(({ key }) => key)).toEqual(["a.json"]);
  expect(await readdir(join(folder, ".drafts"))).toEqual([]);
});

it("follows links, and takes one that leads nowhere for nothing", async () => {
  await mkdir(join(folder, "elsewhere"));
  await writeFile(join(folder, "elsewhere/a.json"), "{}");
  await symlink(join(folder, "elsewhere"), join(folder, "logs/folder"));
  await symlink(join(folder, "elsewhere/a.json"), join(folder, "logs/file"));
  await symlink(join(folder, "nowhere"), join(folder, "logs/broken"));
  const objects = await list("logs", "");
  expect(objects.map(({ key }) => key)).toEqual(["file", "folder/a.json"]);
  for (const object of objects) expect(Buffer.from(await store.read(object)).toString()).toBe("{}");
});

it("reads no object that was cut after it was listed", async () => {
  await store.write("logs", "a.json", Buffer.from('{"a":1}'));
  const [object] = await list("logs", "a.json");
  await truncate(join(folder, "logs/a.json"), 3);
  await expect(store.read(object as StoredObject)).rejects.toThrow(ObjectChanged);
});

it("removes the folders of removed objects, up to the bucket", async () => {
  await store.write("logs", "a/b/1", Buffer.from(""));
  await store.write("logs", "a/2", Buffer.from(""));
  await store.remove("logs", ["a/b/1"]);
  expect(await readdir(join(folder, "logs/a"))).toEqual(["2"]);
  await store.remove("logs", ["a/2"]);
  expect(await readdir(join(folder, "logs"))).toEqual([]);
});

describe("a key or bucket that is no path in the folder is refused:", () => {
  it.each([
    ["logs", "../secret"],
    ["logs", "a/../../secret"],
    ["logs", "a//b"],
    ["logs", "/etc/passwd"],
    ["logs", "./a"],
    ["logs", "a\0b"],
    ["..", "a"],
    [".drafts", "a"],
    ["lo/gs", "a"],
  ])("%s, %j", async (bucket, key) => {
    const object = { bucket, key, size: 0, etag: "", lastModified: new Date() };
    const outcomes = [
      store.read(object),
      store.stream(object),
      store.write(bucket, key, Buffer.from("x")),
      store.remove(bucket, [key]),
      list(bucket, `${key}/`),
    ];
    for (const fault of await Promise.all(outcomes.map(faultOf))) {
      expect(fault.exitCode).toBe(2);
      expect(fault.message).toMatch(
        /^Cannot find "s3:\/\/.*" in a folder: it has steps that are no file names$/s,
      );
    }
    expect(await readdir(folder)).toEqual(["logs"]);
  });
});

describe("a fault says what was attempted, on which file, and why:", () => {
  it("no such bucket", async () => {
    const fault = await faultOf(list("missing", ""));
    expect(fault.exitCode).toBe(2);
    expect(fault.message).toBe(`Cannot list bucket "missing": there is no folder "${folder}/missing"`);
  });

  it("a file in the place of a folder", async () => {
    await store.write("logs", "a", Buffer.from(""));
    const fault = await faultOf(store.write("logs", "a/b", Buffer.from("")));
    expect(fault.exitCode).toBe(2);
    expect(fault.message).toBe(
      `Cannot write "s3://logs/a/b" as file "${folder}/logs/a/b": a file stands where a folder belongs`,
    );
    expect(await readdir(join(folder, ".drafts"))).toEqual([]);
  });

  it("a folder in the place of a file", async () => {
    await store.write("logs", "a/b", Buffer.from(""));
    const attempts = {
      write: () => store.write("logs", "a", Buffer.from("")),
      remove: () => store.remove("logs", ["a"]),
    };
    for (const [attempt, run] of Object.entries(attempts)) {
      const fault = await faultOf(run());
      expect(fault.exitCode).toBe(2);
      expect(fault.message).toBe(
        `Cannot ${attempt} "s3://logs/a" as file "${folder}/logs/a": a folder stands where a file belongs`,
      );
    }
  });

  it("a name that the file system cannot hold", async () => {
    const key = "x".repeat(300);
    const fault = await faultOf(store.write("logs", key, Buffer.from("")));
    expect(fault.exitCode).toBe(2);
    expect(fault.message).toMatch(/: the name is too long for the file system$/);
  });

  it("a file whose name is not UTF-8", async () => {
    const path = Buffer.concat([Buffer.from(`${folder}/logs/`), Buffer.from([0xe9])]);
    await writeFile(path, "");
    const fault = await faultOf(list("logs", ""));
    expect(fault.message).toBe(
      `Cannot list "s3://logs/": file "\ufffd" in folder "${folder}/logs" is not named in UTF-8`,
    );
  });
});

it("lets the event loop turn while it reads many files", async () => {
  await store.write("logs", "a.json", Buffer.from("{}"));
  const [object] = await list("logs", "a.json");
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 1);
  while (turns < 3) await store.read(object as StoredObject);
  clearInterval(timer);
});
