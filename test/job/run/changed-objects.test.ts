import { beforeEach, expect, it } from "vitest";
import { event, line, song } from "../../harness/bucket.ts";
import { bucketAndRedshift } from "../../harness/bucket-and-redshift.ts";
import type { JobOutcome } from "../../harness/job.ts";
import { runInProcess } from "../../harness/job-in-process.ts";

const key = "log_data/2018/11/2018-11-16-events.json";

/** Plays of session 900; 25,000 make an object large, so that COPY reads it itself. */
const plays = (count: number) =>
  line(...Array.from({ length: count }, (_, item) => event({ sessionId: 900, itemInSession: item })));
const small = { old: plays(1), grown: plays(2) };
const large = { old: plays(25_000), grown: plays(25_001) };

const { bucket, redshift } = await bucketAndRedshift();

beforeEach(() => job(["reset", "--yes"]));

const job = (args: readonly string[] = [], more = {}) =>
  runInProcess(args, { redshift, s3Folder: bucket.folder, ...more });

/** A run whose objects are changed by somebody else once it has listed them. */
function runWhile(change: () => void): Promise<JobOutcome> {
  let isDone = false;
  return job([], {
    environment: { RETRIES: "1" },
    heed(text: string) {
      if (isDone || !/"step":"list".*"finished step"/.test(text)) return;
      isDone = true;
      change();
    },
  });
}

it.each([
  ["small", small, "read"],
  ["large", large, "load"],
])("lists again when a %s object grows after it was listed, and loads it whole", async (_, content, verb) => {
  bucket.put(key, content.old);
  const outcome = await runWhile(() => bucket.put(key, content.grown));
  expect(outcome).toMatchObject({
    exitCode: 0,
    last: { attempts: 2, files: 3, rows: { songplays: content.grown.split("\n").length + 1 } },
  });
  expect(outcome.lines.find(({ msg }) => msg === "retrying run")?.reason).toContain(
    `Cannot ${verb} "s3://udacity-dend/${key}": it was changed after it was listed`,
  );
  expect((await job()).last).toMatchObject({ status: "nothing new" });
});

it.each([
  ["small", small.old],
  ["large", large.old],
])("lists again when a %s object is removed after it was listed", async (_, content) => {
  bucket.put(key, content);
  const outcome = await runWhile(() => bucket.remove(key));
  expect(outcome).toMatchObject({ exitCode: 0, last: { attempts: 2, files: 2, rows: { songplays: 1 } } });
});

it("loads a log that has grown again, and doubles no play", async () => {
  bucket.put(key, small.old);
  await job();
  bucket.put(key, small.grown);
  expect((await job()).last).toMatchObject({ files: 1, stagedEvents: 2, rows: { songplays: 3 } });
  bucket.remove(key);
});

it("keeps the rows of an object that is gone from the bucket", async () => {
  bucket.put(key, small.old);
  await job();
  bucket.remove(key);
  expect((await job()).last).toMatchObject({ status: "nothing new", rows: { songplays: 2 } });
});

it("knows all of many objects again, with keys as long as a folder and S3 allow", async () => {
  const keys = Array.from({ length: 100 }, (_, index) => {
    const folders = Array.from("ABCD", (letter) => letter.repeat(240)).join("/");
    return `song_data/${folders}/TR${String(index).padStart(16, "0")}.json`;
  });
  for (const [index, each] of keys.entries()) {
    bucket.put(each, line(song({ song_id: `SO${String(index).padStart(16, "0")}` })));
  }
  expect((await job()).last).toMatchObject({ files: 102, rows: { songs: 101 } });
  expect((await job()).last).toMatchObject({ status: "nothing new" });
  bucket.put(keys[57] as string, line(song({ song_id: "SO0000000000000057", title: "Another" })));
  expect((await job()).last).toMatchObject({ files: 1, rows: { songs: 101 } });
  for (const each of keys) bucket.remove(each);
});

it("loads an object whose key has a line break each time, and hides none behind it", async () => {
  const odd = "log_data/2018/11/a\ns3://udacity-dend/b.json";
  bucket.put(odd, small.old);
  expect((await job()).last).toMatchObject({ files: 3, rows: { songplays: 2 } });
  expect((await job()).last).toMatchObject({ files: 1, rows: { songplays: 2 } });
  bucket.remove(odd);
});
