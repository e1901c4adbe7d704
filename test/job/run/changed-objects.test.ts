import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { event, line, makeBucket, type TestBucket } from "../../harness/bucket.ts";
import type { JobOutcome } from "../../harness/job.ts";
import { runInProcess } from "../../harness/job-in-process.ts";
import { startTestRedshift } from "../../harness/test-redshift.ts";
import type { TestRedshift } from "../../harness/track-clients.ts";

const key = "log_data/2018/11/2018-11-16-events.json";

/** Plays of session 900; 25,000 make an object large, so that COPY reads it itself. */
const plays = (count: number) =>
  line(...Array.from({ length: count }, (_, item) => event({ sessionId: 900, itemInSession: item })));
const small = { old: plays(1), grown: plays(2) };
const large = { old: plays(25_000), grown: plays(25_001) };

let bucket: TestBucket;
let redshift: TestRedshift;

beforeAll(async () => {
  bucket = makeBucket();
  redshift = await startTestRedshift({ s3Folder: bucket.folder });
});
afterAll(async () => {
  await redshift.close();
  bucket[Symbol.dispose]();
});
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
