import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Pointer } from "../../job/src/lake/pointer.ts";
import { event, line, makeBucket, song, type TestBucket } from "../harness/bucket.ts";
import type { JobOutcome } from "../harness/job.ts";
import { runInProcess } from "../harness/job-in-process.ts";
import { starOf } from "../harness/star-of.ts";
import { startTestRedshift } from "../harness/test-redshift.ts";
import type { TestRedshift } from "../harness/track-clients.ts";
import { readLake } from "./read-lake.ts";

let bucket: TestBucket;
let redshift: TestRedshift;

beforeAll(async () => {
  bucket = makeBucket("no data");
  bucket.put("song_data/1.json", line(song(), song({ song_id: "SO2", title: "Other", year: 1999 })));
  bucket.put("log_data/11.json", line(event(), event({ itemInSession: 6, ts: 1541105830796 })));
  bucket.put("log_data/12.json", line(event({ sessionId: 900, ts: 1543624230796 })));
  redshift = await startTestRedshift({ s3Folder: bucket.folder });
});
afterAll(async () => {
  await redshift.close();
  bucket[Symbol.dispose]();
});

const lake = () => join(bucket.folder, "sparkify-lake");
const environment = { S3_LAKE: "s3://sparkify-lake/star/" };
const job = (...args: string[]): Promise<JobOutcome> =>
  runInProcess(args, { redshift, s3Folder: bucket.folder, environment });
const pointer = (): Pointer => JSON.parse(readFileSync(join(lake(), "star/_current.json"), "utf8"));

async function expectLakeIsStar(): Promise<void> {
  const client = await redshift.connect();
  try {
    expect(await readLake(bucket.folder, pointer())).toEqual(await starOf(client));
  } finally {
    await client.end();
  }
}

it("says that the lake failed, without taking the run back, and makes up for it", async () => {
  const { exitCode, lines, last } = await job();
  expect({ exitCode, last }).toMatchObject({
    exitCode: 2,
    last: { msg: "run finished", status: "committed", lake: "failed" },
  });
  expect(lines.find(({ msg }) => msg === "lake failed")).toMatchObject({ level: "error", exitCode: 2 });
  mkdirSync(lake());
  expect((await job()).last).toMatchObject({ status: "nothing new", lake: { partitions: 8, files: 8 } });
  await expectLakeIsStar();
});

it("divides songs by year, plays and times by year and month, users and artists not at all", () => {
  const partitions = Object.entries(pointer().tables).map(([table, found]) => [
    table,
    Object.keys(found).sort(),
  ]);
  expect(Object.fromEntries(partitions)).toEqual({
    songplays: ["year=2018/month=11", "year=2018/month=12"],
    time: ["year=2018/month=11", "year=2018/month=12"],
    songs: ["year=1999", "year=__HIVE_DEFAULT_PARTITION__"],
    users: [""],
    artists: [""],
  });
});

it("changes nothing when nothing has changed", async () => {
  const before = pointer();
  expect((await job("unload")).last).toMatchObject({
    msg: "unloaded lake",
    lake: { partitions: 0, files: 0 },
  });
  expect(pointer()).toEqual(before);
});

it("writes only the partitions that a run touched", async () => {
  const before = pointer();
  bucket.put("log_data/13.json", line(event({ sessionId: 901, ts: 1543710630796 })));
  expect((await job()).last).toMatchObject({ status: "committed", lake: { partitions: 3 } });
  const after = pointer();
  expect(after.tables.songplays?.["year=2018/month=11"]).toEqual(
    before.tables.songplays?.["year=2018/month=11"],
  );
  expect(after.tables.songplays?.["year=2018/month=12"]).not.toEqual(
    before.tables.songplays?.["year=2018/month=12"],
  );
  expect(after.tables.songs).toEqual(before.tables.songs);
  await expectLakeIsStar();
});

it("moves a song to its new year and drops a partition that is empty", async () => {
  bucket.put("song_data/2.json", line(song({ song_id: "SO2", title: "Other", year: 2008 })));
  await job();
  expect(Object.keys(pointer().tables.songs ?? {}).sort()).toEqual([
    "year=2008",
    "year=__HIVE_DEFAULT_PARTITION__",
  ]);
  await expectLakeIsStar();
});

it("keeps the files of the pointer before, for readers that are under way", async () => {
  const before = pointer();
  bucket.put("log_data/14.json", line(event({ sessionId: 902, ts: 1543710630796 })));
  await job();
  const files = Object.values(before.tables).flatMap((partitions) => Object.values(partitions).flat());
  expect(files.every((file) => existsSync(join(bucket.folder, file.slice("s3://".length))))).toBe(true);
});

it("makes up for a pointer that was written when the commit was not", async () => {
  bucket.put("log_data/15.json", line(event({ sessionId: 903, ts: 1543710630796 })));
  const stale = pointer();
  await job();
  // As after a kill between the two: the warehouse holds the partitions as pending still, the pointer is there.
  const client = await redshift.connect();
  await client.query("insert into etl_lake_pending (table_name, year, month) values ('songplays', 2018, 12)");
  await client.end();
  expect((await job("unload")).last).toMatchObject({ lake: { partitions: 1 } });
  expect(pointer()).not.toEqual(stale);
  await expectLakeIsStar();
});

it("writes everything anew when the pointer is gone, and after a rebuild", async () => {
  rmSync(join(lake(), "star/_current.json"));
  await job("unload");
  await expectLakeIsStar();
  bucket.remove("log_data/12.json");
  await job("rebuild");
  await expectLakeIsStar();
});

it("ends 2 when there is no lake to write to", async () => {
  const { exitCode } = await runInProcess(["unload"], { redshift, s3Folder: bucket.folder });
  expect(exitCode).toBe(2);
});
