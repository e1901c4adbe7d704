import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { event, line, makeBucket, song, type TestBucket } from "../../harness/bucket.ts";
import { runInProcess } from "../../harness/job-in-process.ts";
import { startTestRedshift } from "../../harness/test-redshift.ts";
import type { TestRedshift } from "../../harness/track-clients.ts";

let bucket: TestBucket;
let redshift: TestRedshift;

beforeAll(() => {
  bucket = makeBucket();
});
afterAll(() => bucket[Symbol.dispose]());

beforeEach(async () => {
  redshift = await startTestRedshift({ s3Folder: bucket.folder });
  return () => redshift.close();
});

const job = (...args: string[]) => runInProcess(args, { redshift, s3Folder: bucket.folder });

async function rows(query: string): Promise<Record<string, unknown>[]> {
  const client = await redshift.connect();
  try {
    return (await client.query(query)).rows;
  } finally {
    await client.end();
  }
}

it("loads what is there and says so in its last line", async () => {
  const { exitCode, last, stderr } = await job();
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(last).toMatchObject({
    level: "info",
    msg: "run finished",
    status: "committed",
    files: 2,
    parts: 2,
    stagedEvents: 1,
    stagedSongs: 1,
    rows: { songplays: 1, users: 1, songs: 1, artists: 1, time: 1 },
    checks: { passed: 23, failed: 0, warned: 0 },
    attempts: 1,
    runId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(await rows("select song_id, artist_id, level, start_time::varchar from songplays")).toEqual([
    {
      song_id: "SOZZTEST000000001",
      artist_id: "AR5KOSW1187FB35FF4",
      level: "paid",
      start_time: "2018-11-21 21:56:47.796",
    },
  ]);
});

it("finds nothing new the second time, and changes only etl_runs and etl_steps", async () => {
  const tables = [
    "songplays",
    "users",
    "songs",
    "artists",
    "time",
    "etl_files",
    "etl_checks",
    "staging_events",
  ];
  const everything = () => Promise.all(tables.map((table) => rows(`select * from ${table} order by 1`)));
  await job();
  const before = await everything();
  const { exitCode, last } = await job();
  expect({ exitCode, last }).toMatchObject({
    exitCode: 0,
    last: { msg: "run finished", status: "nothing new", files: 0 },
  });
  expect(await everything()).toEqual(before);
  expect(await rows("select status, job_version, error from etl_runs order by started_at")).toEqual([
    { status: "committed", job_version: "0.1.0", error: null },
    { status: "nothing new", job_version: "0.1.0", error: null },
  ]);
});

it("loads only what is new or changed", async () => {
  await job();
  bucket.put("song_data/A/A/B/TRAAAAB000000000000.json", line(song({ song_id: "SO2", title: "Other" })));
  bucket.put(
    "log_data/2018/11/2018-11-15-events.json",
    line(event(), event({ itemInSession: 6, song: "Other" })),
  );
  const { last } = await job();
  expect(last).toMatchObject({ status: "committed", files: 2, stagedEvents: 2, stagedSongs: 1 });
  expect(await rows("select song_id from songplays order by songplay_id")).toEqual([
    { song_id: "SOZZTEST000000001" },
    { song_id: "SO2" },
  ]);
  bucket.remove("song_data/A/A/B/TRAAAAB000000000000.json");
  bucket.put("log_data/2018/11/2018-11-15-events.json", line(event()));
});

it("leaves no file of its own in the work bucket", async () => {
  await job();
  const left = readdirSync(join(bucket.folder, "sparkify-work"), { recursive: true, withFileTypes: true });
  expect(left.filter((entry) => entry.isFile())).toEqual([]);
});

it("notes every step and every check of the run", async () => {
  const { last } = await job();
  const steps = await rows("select name from etl_steps order by position");
  expect(steps.map((step) => step.name)).toEqual([
    "connect",
    "create-tables",
    "lock",
    "list",
    "empty-staging",
    "bundle",
    "copy-events",
    "forget",
    "users",
    "contested",
    "copy-songs",
    "songs",
    "artists",
    "rematch",
    "songplays",
    "time",
    "pending",
    "ledger",
    "checks",
  ]);
  expect(Object.keys(last.steps as object)).toEqual([...steps.map((step) => step.name), "commit"]);
  expect(
    await rows(
      "select count(*)::integer as checks, sum(offending_rows)::integer as offending from etl_checks",
    ),
  ).toEqual([{ checks: 23, offending: 0 }]);
});

it("plans a run and changes nothing", async () => {
  const { exitCode, lines } = await job("plan");
  expect(exitCode).toBe(0);
  expect(lines).toMatchObject([
    { msg: "planned source", source: "events", listed: 1, files: 1, bundled: 1, parts: 1, direct: 0 },
    { msg: "planned source", source: "songs", listed: 1, files: 1, bundled: 1, parts: 1, direct: 0 },
  ]);
  expect(await rows("select table_name from information_schema.tables where table_name like 'etl%'")).toEqual(
    [],
  );
  await job();
  const { lines: after } = await job("plan");
  expect(after.map((planned) => planned.files)).toEqual([0, 0]);
});

it("creates tables once, and empties the warehouse only on a clear word", async () => {
  expect((await job("create-tables")).last).toMatchObject({ msg: "created tables", migrations: [] });
  expect((await job("create-tables")).last).toMatchObject({ msg: "created tables", tables: [] });
  await job();
  expect(await job("reset")).toMatchObject({ exitCode: 2 });
  expect(await rows("select count(*)::integer as plays from songplays")).toEqual([{ plays: 1 }]);
  expect(await job("reset", "--yes")).toMatchObject({ exitCode: 0, last: { msg: "reset warehouse" } });
  expect(await rows("select count(*)::integer as plays from songplays")).toEqual([{ plays: 0 }]);
  expect((await job()).last).toMatchObject({ status: "committed", files: 2 });
});

it("checks the whole warehouse, and shows values only when told to", async () => {
  await job();
  expect(await job("check")).toMatchObject({
    exitCode: 0,
    last: { msg: "checked warehouse", checks: { failed: 0 } },
  });
  await rows("update users set level = 'gold', first_name = 'Lily'");
  const failed = await job("check");
  expect(failed).toMatchObject({ exitCode: 4, last: { msg: "run failed", exitCode: 4 } });
  expect(failed.lines.find((entry) => entry.check === "users_level")).toMatchObject({
    msg: "check failed",
    offendingRows: 1,
    examples: [{ user_id: 15, level: "gold" }],
  });
  expect(failed.stdout).not.toContain("Lily");
  const shown = await job("check", "--show");
  expect(shown.lines.find((entry) => entry.check === "users_level")).toMatchObject({
    examples: [{ user_id: 15, level: "gold" }],
  });
});
