import { beforeEach, describe, expect, it } from "vitest";
import { event, line, song } from "../../harness/bucket.ts";
import { bucketAndRedshift } from "../../harness/bucket-and-redshift.ts";
import { runInProcess } from "../../harness/job-in-process.ts";

const bad = "log_data/2018/11/2018-11-16-events.json";
const badUri = `s3://udacity-dend/${bad}`;

/** Enough plays to make an object large, so that COPY reads it itself: 4.5 MB. */
const filler = Array.from({ length: 10_000 }, (_, item) => event({ sessionId: 5000, itemInSession: item }));
const other = event({ itemInSession: 6 });
const wrongType = line(event({ itemInSession: 7 }), event({ itemInSession: 8, sessionId: "Lily" }));

const { bucket, redshift } = await bucketAndRedshift();

beforeEach(async () => {
  await job("reset", "--yes");
  bucket.put(bad, "");
});

const job = (...args: string[]) =>
  runInProcess(args, {
    redshift,
    s3Folder: bucket.folder,
    environment: { ON_BAD_OBJECT: "quarantine" },
  });

async function rows(query: string): Promise<Record<string, unknown>[]> {
  const client = await redshift.connect();
  try {
    return (await client.query(query)).rows;
  } finally {
    await client.end();
  }
}

const rejects = () =>
  rows(
    "select key, line::integer as line, column_name, reason, closed_at is null as open from etl_rejects order by rejected_at",
  );

describe("leaves a bad object out, notes why, and loads all else:", () => {
  it.each([
    ["structure, small", `${line(other)}\nartist,song`, { line: 2, column_name: "1" }],
    ["structure, large", `${line(...filler)}\nartist,song`, { line: 10_001 }],
    ["a value, small", wrongType, { line: 2, column_name: "session_id" }],
    ["a value, large", `${line(...filler)}\n${wrongType}`, { line: 10_002, column_name: "session_id" }],
  ])("%s", async (_, content, place) => {
    bucket.put(bad, content);
    const { exitCode, last, lines, stdout } = await job();
    expect({ exitCode, last }).toMatchObject({
      exitCode: 0,
      last: { status: "committed", rejected: 1, rows: { songplays: 1, songs: 1 } },
    });
    expect(lines.find(({ msg }) => msg === "bad row")).toMatchObject({ level: "warn", object: badUri });
    expect(lines.find(({ msg }) => msg.startsWith("left out bad objects"))).toMatchObject({ level: "warn" });
    expect(await rejects()).toMatchObject([{ key: badUri, open: true, ...place }]);
    expect(await rows("select key from etl_files order by key")).toEqual([
      { key: "s3://udacity-dend/log_data/2018/11/2018-11-15-events.json" },
      { key: "s3://udacity-dend/song_data/A/A/A/TRAAAAA000000000000.json" },
    ]);
    expect(stdout).not.toContain('"Lily"');
  });
});

it("does not try the same version again", async () => {
  bucket.put(bad, wrongType);
  await job();
  const before = await rejects();
  expect(await job()).toMatchObject({ exitCode: 0, last: { status: "nothing new", rejected: 0 } });
  expect(await rejects()).toEqual(before);
});

it("takes a mended object in the next run and closes its reject", async () => {
  bucket.put(bad, wrongType);
  await job();
  bucket.put(bad, line(other));
  expect(await job()).toMatchObject({ exitCode: 0, last: { files: 1, rejected: 0, rows: { songplays: 2 } } });
  expect(await rejects()).toMatchObject([{ key: badUri, open: false }]);
});

it("has one open reject of an object that is bad version after version", async () => {
  for (const content of ["one", "other words", "and others again"]) {
    bucket.put(bad, content);
    expect(await job()).toMatchObject({ exitCode: 0, last: { rejected: 1 } });
    expect(await job()).toMatchObject({ exitCode: 0, last: { status: "nothing new" } });
  }
  expect((await rejects()).map(({ open }) => open)).toEqual([false, false, true]);
});

it("keeps what an object's former version said, when a later one is bad", async () => {
  bucket.put(bad, line(other));
  await job();
  bucket.put(bad, "not JSON");
  expect((await job()).last).toMatchObject({ rejected: 1, rows: { songplays: 2 } });
  expect((await job()).last).toMatchObject({ status: "nothing new" });
});

it("leaves objects of both sources out, each with its first fault, however many it has", async () => {
  const badSong = "song_data/A/A/B/TRAAAAB.json";
  bucket.put(bad, line(...Array.from({ length: 30 }, () => event({ sessionId: "x" }))));
  bucket.put(badSong, line(song({ song_id: "SO2", year: "long ago" })));
  expect(await job()).toMatchObject({ exitCode: 0, last: { rejected: 2, attempts: 3 } });
  expect((await rejects()).map(({ key, line }) => ({ key, line }))).toEqual([
    { key: badUri, line: 1 },
    { key: `s3://udacity-dend/${badSong}`, line: 1 },
  ]);
  bucket.remove(badSong);
});

it("tries quarantined objects again when it stops on bad ones, or is told to reload them", async () => {
  bucket.put(bad, wrongType);
  await job();
  const stops = await runInProcess([], { redshift, s3Folder: bucket.folder });
  expect(stops).toMatchObject({ exitCode: 3, last: { error: { object: badUri } } });
  expect(await job("run", "--reload", badUri)).toMatchObject({ exitCode: 0, last: { rejected: 1 } });
  expect(await rejects()).toMatchObject([{ key: badUri, open: true }]);
});

it("does not apply to a check that fails", async () => {
  const { title: tilte, ...others } = song({ song_id: "SO2" });
  bucket.put("song_data/A/A/B/TRAAAAB.json", line({ ...others, tilte }));
  expect(await job()).toMatchObject({ exitCode: 4, last: { error: { checks: ["staging_songs_required"] } } });
  bucket.remove("song_data/A/A/B/TRAAAAB.json");
});
