import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { line, makeBucket, song, type TestBucket } from "../../harness/bucket.ts";
import { type JobOptions, outcomeOf, runJob, spawnJob } from "../../harness/job.ts";
import { startTestRedshift } from "../../harness/test-redshift.ts";
import type { TestRedshift } from "../../harness/track-clients.ts";

let bucket: TestBucket;
let redshift: TestRedshift;
let options: JobOptions;

beforeAll(() => {
  bucket = makeBucket();
});
afterAll(() => bucket[Symbol.dispose]());

beforeEach(async () => {
  redshift = await startTestRedshift({ s3Folder: bucket.folder });
  options = { redshift, s3Folder: bucket.folder };
  return () => redshift.close();
});

const withEnvironment = (environment: Record<string, string | undefined>): JobOptions => ({
  ...options,
  environment,
});

/** Counts the plays; -1 where there is no such table. */
async function plays(): Promise<number> {
  const client = await redshift.connect();
  try {
    const { rows } = await client.query("select count(*)::integer as plays from songplays");
    return rows[0].plays;
  } catch {
    return -1;
  } finally {
    await client.end();
  }
}

it("ends 0 after a commit", async () => {
  expect((await runJob([], options)).exitCode).toBe(0);
});

it("ends 1 with a stack on a fault of its own, as when a table is not what the program made", async () => {
  const client = await redshift.connect();
  await client.query("create table users (unexpected integer)");
  await client.end();
  const { exitCode, last } = await runJob([], options);
  expect(exitCode).toBe(1);
  expect(last).toMatchObject({
    msg: "run failed",
    exitCode: 1,
    error: { stack: expect.stringContaining("at ") },
  });
});

it("ends 2 on a configuration that names no password, and names what is missing", async () => {
  const { exitCode, last } = await runJob([], withEnvironment({ REDSHIFT_PASSWORD: undefined }));
  expect(exitCode).toBe(2);
  expect(last).toMatchObject({
    msg: "run failed",
    error: {
      faults: ["[CLUSTER] DB_PASSWORD: expected environment variable REDSHIFT_PASSWORD, got none: set it"],
    },
  });
  expect(JSON.stringify(last)).not.toContain("stack");
});

it("ends 2 on a command, an option, a file or a level that does not exist", async () => {
  for (const args of [
    ["rnu"],
    ["--fast"],
    ["run", "twice"],
    ["--config", "no-such.cfg"],
    ["run", "--show"],
  ]) {
    const { exitCode, last } = await runJob(args, options);
    expect({ args, exitCode, msg: last.msg }).toEqual({ args, exitCode: 2, msg: "run failed" });
  }
  const { exitCode, last } = await runJob([], withEnvironment({ LOG_LEVEL: "loud" }));
  expect({ exitCode, faults: (last.error as { faults: string[] }).faults }).toEqual({
    exitCode: 2,
    faults: ['LOG_LEVEL: expected one of trace, debug, info, warn, error, fatal, silent, got "loud"'],
  });
});

it("ends 2 when a prefix holds no data, which a run must not take for nothing new", async () => {
  const { exitCode, last } = await runJob([], withEnvironment({ SONG_DATA: "s3://udacity-dend/songs/" }));
  expect({ exitCode, message: (last.error as { message: string }).message }).toEqual({
    exitCode: 2,
    message: 'Cannot list songs: no .json object under "s3://udacity-dend/songs/": see [S3] SONG_DATA',
  });
});

it("ends 3 on an object that is not what it should be, and changes nothing", async () => {
  bucket.put("log_data/2018/11/bad.json", "{}\ncolumn one, column two\n");
  const { exitCode, last } = await runJob([], options);
  bucket.remove("log_data/2018/11/bad.json");
  expect({ exitCode, error: last.error }).toMatchObject({
    exitCode: 3,
    error: { object: "s3://udacity-dend/log_data/2018/11/bad.json", line: 2 },
  });
  expect(await plays()).toBe(0);
});

it("ends 4 on a failed check, and changes nothing", async () => {
  const { artist_name: f, ...others } = song({ song_id: "SO2" });
  bucket.put("song_data/A/A/C/TRAAAAC.json", line({ ...others, f }));
  const { exitCode, last } = await runJob([], options);
  bucket.remove("song_data/A/A/C/TRAAAAC.json");
  expect({ exitCode, error: last.error }).toMatchObject({
    exitCode: 4,
    error: { checks: ["staging_songs_required"] },
  });
  expect(await plays()).toBe(0);
});

it("ends 5 when another run holds the lock for longer than this one may wait", async () => {
  await runJob(["create-tables"], options);
  const other = await redshift.connect();
  await other.query("begin");
  await other.query("lock etl_lock");
  const { exitCode, last } = await runJob([], withEnvironment({ LOCK_WAIT_SECONDS: "1" }));
  await other.query("rollback");
  await other.end();
  expect({ exitCode, error: last.error }).toMatchObject({
    exitCode: 5,
    error: { message: expect.stringContaining("another run still holds the lock after 1 seconds") },
  });
});

it("ends 6 when nothing listens, the login is refused, or the server has no TLS", async () => {
  const closed = createServer().listen(0, "127.0.0.1");
  await once(closed, "listening");
  const { port } = closed.address() as { port: number };
  closed.close();
  const cases = [
    { environment: { REDSHIFT_PORT: String(port) }, message: /nothing listens there/ },
    { environment: { REDSHIFT_PASSWORD: "wrong-password" }, message: /the password was refused/ },
    { environment: { REDSHIFT_DATABASE: "nowhere" }, message: /there is no such database/ },
    { environment: { REDSHIFT_TLS: "verify" }, message: /it offers no TLS/ },
  ];
  for (const { environment, message } of cases) {
    const { exitCode, last, stdout } = await runJob([], withEnvironment(environment));
    expect({ exitCode, message: (last.error as { message: string }).message }).toEqual({
      exitCode: 6,
      message: expect.stringMatching(message),
    });
    expect(stdout).not.toContain("wrong-password");
  }
});

it.each([
  ["SIGTERM", 143],
  ["SIGINT", 130],
] as const)(
  "ends on %s with its own code, while it waits for the lock, and leaves nothing",
  async (signal, code) => {
    await runJob(["create-tables"], options);
    const other = await redshift.connect();
    await other.query("begin");
    await other.query("lock etl_lock");
    const child = spawnJob([], options);
    child.stdout?.once("data", () => wait(200).then(() => child.kill(signal)));
    const { exitCode, last } = await outcomeOf(child);
    await other.query("rollback");
    await other.end();
    expect({ exitCode, last }).toMatchObject({
      exitCode: code,
      last: {
        msg: "run failed",
        exitCode: code,
        error: { message: `Stopped by ${signal}: nothing was changed` },
      },
    });
    expect((await runJob([], options)).last).toMatchObject({ status: "committed", files: 2 });
  },
);
