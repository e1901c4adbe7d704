import { existsSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { event, line } from "../harness/bucket.ts";
import { bucketAndRedshift } from "../harness/bucket-and-redshift.ts";
import { runInProcess } from "../harness/job-in-process.ts";

const { bucket, redshift } = await bucketAndRedshift();

afterEach(() => {
  vi.useRealTimers();
});

const job = () => runInProcess([], { redshift, s3Folder: bucket.folder });
const setClock = (now: string) => vi.useFakeTimers({ toFake: ["Date"], now: new Date(now) });

it("loads each play once, whatever the machine takes the time for", async () => {
  const clocks = [
    "2018-11-15T00:00:00Z",
    "1999-12-31T23:59:59Z",
    "2099-01-01T00:00:00Z",
    "2018-11-15T00:00:00Z",
  ];
  for (const [index, now] of clocks.entries()) {
    bucket.put(`log_data/${index}.json`, line(event(), event({ sessionId: 1000 + index })));
    setClock(now);
    expect(await job()).toMatchObject({ exitCode: 0, last: { rows: { songplays: index + 2 } } });
  }
  expect((await job()).last).toMatchObject({ status: "nothing new" });
});

it("does not sweep the work files of a run under way when this machine's clock is days ahead", async () => {
  const { host, database } = redshift;
  const fileOf = (run: string) =>
    join(bucket.folder, "sparkify-work/etl", host, database, run, "part.json.gz");
  for (const run of ["under-way", "dead"]) {
    mkdirSync(dirname(fileOf(run)), { recursive: true });
    writeFileSync(fileOf(run), "");
  }
  const daysAgo = new Date(Date.now() - 3 * 24 * 60 * 60 * 1000);
  utimesSync(fileOf("dead"), daysAgo, daysAgo);
  bucket.put("log_data/new.json", line(event({ sessionId: 2000 })));
  setClock("2099-01-01T00:00:00Z");
  expect(await job()).toMatchObject({ exitCode: 0, last: { status: "committed" } });
  expect([existsSync(fileOf("under-way")), existsSync(fileOf("dead"))]).toEqual([true, false]);
});
