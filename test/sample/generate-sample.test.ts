import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generateSample } from "../../sample/generate-sample.ts";
import type { Progress } from "../../sample/write-bucket.ts";
import { contentOf, temporaryFolders } from "./sample-folder.ts";

const newFolder = temporaryFolders();
const small = { songs: 30, events: 400, days: 7, seed: 1 };

describe("the same parameters", () => {
  it("give the same bytes, and another seed gives others", async () => {
    const [one, two, three] = [await newFolder(), await newFolder(), await newFolder()];
    await generateSample({ ...small, out: one });
    await generateSample({ ...small, out: two });
    await generateSample({ ...small, seed: 2, out: three });
    expect(await contentOf(two)).toEqual(await contentOf(one));
    const log = "udacity-dend/log_data/2018/11/2018-11-07-events.json";
    expect((await contentOf(three))[log]).not.toBe((await contentOf(one))[log]);
  });

  it("leave a sample that is there as it is", async () => {
    const out = await newFolder();
    const written = await generateSample({ ...small, out });
    expect(written).toMatchObject({ songs: 30, events: 400, files: 38 });
    const before = await contentOf(out);
    expect(await generateSample({ ...small, out })).toEqual({ songs: 0, events: 0, files: 0, bytes: 0 });
    expect(await contentOf(out)).toEqual(before);
  });
});

describe("a larger sample", () => {
  it("has the songs of the smaller one", async () => {
    const [one, two] = [await newFolder(), await newFolder()];
    await generateSample({ ...small, out: one });
    await generateSample({ ...small, songs: 60, out: two });
    expect(await contentOf(join(two, "udacity-dend/song_data"))).toMatchObject(
      await contentOf(join(one, "udacity-dend/song_data")),
    );
  });

  it("of as many events a week has the days of the smaller one", async () => {
    const [one, two] = [await newFolder(), await newFolder()];
    await generateSample({ ...small, out: one });
    await generateSample({ ...small, days: 14, events: 800, out: two });
    expect(await contentOf(join(two, "udacity-dend/log_data"))).toMatchObject(
      await contentOf(join(one, "udacity-dend/log_data")),
    );
  });
});

describe("added days and songs", () => {
  it("are what a sample of so many days and songs would have had", async () => {
    const [one, two] = [await newFolder(), await newFolder()];
    await generateSample({ ...small, out: one });
    const before = await contentOf(join(one, "udacity-dend"));
    const added = await generateSample({ ...small, addDays: 7, addSongs: 5, out: one });
    await generateSample({ ...small, days: 14, events: 800, songs: 35, out: two });
    expect(added).toMatchObject({ songs: 5, events: 400, files: 12 });
    expect(await contentOf(join(one, "udacity-dend"))).toMatchObject(before);
    expect(await contentOf(join(one, "udacity-dend"))).toEqual(await contentOf(join(two, "udacity-dend")));
  });

  it("come with the sample if that is not there", async () => {
    const [one, two] = [await newFolder(), await newFolder()];
    await generateSample({ ...small, out: one });
    await generateSample({ ...small, addDays: 1, addSongs: 1, out: one });
    await generateSample({ ...small, addDays: 1, addSongs: 1, out: two });
    expect(await contentOf(two)).toEqual(await contentOf(one));
  });

  it("are taken away with the rest when fewer are asked for", async () => {
    const [one, two] = [await newFolder(), await newFolder()];
    await generateSample({ ...small, addDays: 1, out: one });
    await generateSample({ ...small, out: one });
    await generateSample({ ...small, out: two });
    expect(await contentOf(one)).toEqual(await contentOf(two));
  });
});

describe("the size of a sample", () => {
  it("is exactly what was asked for, over the end of a month and down to a single event", async () => {
    for (const [events, days] of [
      [1000, 33],
      [50, 3],
      [1, 2],
    ] as const) {
      const out = await newFolder();
      expect(await generateSample({ songs: 1, events, days, out })).toMatchObject({ songs: 1, events });
      const months = await readdir(join(out, "udacity-dend/log_data/2018"));
      expect(months).toEqual(days === 33 ? ["11", "12"] : ["11"]);
      const logs = Object.keys(await contentOf(join(out, "udacity-dend/log_data")));
      expect(logs).toHaveLength(days);
    }
  });

  it("is reported while it grows", async () => {
    const progress: Progress[] = [];
    const options = { songs: 1000, events: 100, days: 2, out: await newFolder() };
    await generateSample(options, { onProgress: (now) => progress.push(now) });
    expect(progress).toEqual([
      { phase: "songs", done: 500, total: 1000 },
      { phase: "songs", done: 1000, total: 1000 },
      { phase: "events", done: 45, total: 100 },
      { phase: "events", done: 100, total: 100 },
    ]);
  });

  it("is refused outside the ranges, with the parameter, what it must be, and what it is", async () => {
    const out = join(await newFolder(), "s3");
    await expect(generateSample({ out, days: 0 })).rejects.toThrow(
      '"days" must be a whole number from 1 to 3650: got 0',
    );
    await expect(generateSample({ out, events: 1.5 })).rejects.toThrow('"events" must be a whole number');
    await expect(generateSample({ out, songs: 400_000, addSongs: 400_000 })).rejects.toThrow(
      '"songs" and "addSongs" must be at most 421824 together',
    );
    expect(existsSync(out)).toBe(false);
  });
});

describe("what is in the folder", () => {
  it("stays when it is a bucket that no sample made, unless forced", async () => {
    const out = await newFolder();
    await mkdir(join(out, "udacity-dend"));
    await writeFile(join(out, "udacity-dend/mine.txt"), "mine");
    await expect(generateSample({ ...small, out })).rejects.toThrow(
      `Cannot make a sample in "${out}": its "udacity-dend" is not one (--force replaces it)`,
    );
    expect(Object.keys(await contentOf(out))).toEqual(["udacity-dend/mine.txt"]);
    await generateSample({ ...small, out, force: true });
    expect(Object.keys(await contentOf(out))).toContain("udacity-dend/log_json_path.json");
    expect(existsSync(join(out, "udacity-dend/mine.txt"))).toBe(false);
  });

  it("stays when it is beside the bucket", async () => {
    const out = await newFolder();
    await mkdir(join(out, "work"));
    await generateSample({ ...small, out });
    await generateSample({ ...small, seed: 2, out });
    expect((await readdir(out)).sort()).toEqual([".sample.json", "udacity-dend", "work"]);
  });

  it("is the old sample still after a fault on the way to a new one", async () => {
    const out = await newFolder();
    await generateSample({ ...small, out });
    const before = await contentOf(out);
    const fault = new Error("stopped on the way");
    const onProgress = () => {
      throw fault;
    };
    const stopped = generateSample({ ...small, seed: 2, out }, { onProgress });
    await expect(stopped).rejects.toBe(fault);
    expect(await contentOf(out)).toEqual(before);
  });

  it("is mended when a killed process left a part of it", async () => {
    const [out, other] = [await newFolder(), await newFolder()];
    await generateSample({ ...small, out });
    await mkdir(join(out, ".sample-of-process-999999999/udacity-dend"), { recursive: true });
    await rm(join(out, "udacity-dend"), { recursive: true });
    await writeFile(join(out, ".sample.json"), '{"format":1}');
    await generateSample({ ...small, out });
    await generateSample({ ...small, out: other });
    expect(await contentOf(out)).toEqual(await contentOf(other));
    expect(JSON.parse(await readFile(join(out, ".sample.json"), "utf8"))).toMatchObject({
      parameters: small,
    });
  });
});
