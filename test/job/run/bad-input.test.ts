import { gzipSync } from "node:zlib";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { event, line, song } from "../../harness/bucket.ts";
import { bucketAndRedshift } from "../../harness/bucket-and-redshift.ts";
import { runInProcess } from "../../harness/job-in-process.ts";

const log = "log_data/2018/11/2018-11-16-events.json";
const uri = `s3://udacity-dend/${log}`;

/** Three plays that make an object large, so that COPY reads it itself: 4.5 MB, nearly all under a key that nobody asks for. */
const filler = [0, 1, 2].map((item) =>
  event({ sessionId: 5000, itemInSession: item, padding: "x".repeat(1_500_000) }),
);
const large = `${line(...filler)}\n`;

const { bucket, redshift } = await bucketAndRedshift();

const job = (...args: string[]) => runInProcess(args, { redshift, s3Folder: bucket.folder });

async function countPlays(): Promise<number> {
  const client = await redshift.connect();
  try {
    return (await client.query("select count(*)::integer as plays from songplays")).rows[0].plays;
  } finally {
    await client.end();
  }
}

const other = event({ itemInSession: 6 });
const pretty = JSON.stringify(other, null, 4);

// Each of these leaves its rows behind; what comes after them must change nothing in an empty warehouse.
describe("what COPY takes", () => {
  const empty = () => job("reset", "--yes");
  beforeEach(empty);
  afterAll(empty);

  it.each([
    ["an object over many lines", pretty],
    ["two objects on one line", JSON.stringify(event()) + JSON.stringify(other)],
    ["CRLF line ends", `${JSON.stringify(event())}\r\n${JSON.stringify(other)}\r\n`],
    ["no final newline", line(other)],
    ["blank lines at the end", `${line(other)}\n\n \n`],
    ["the same line twice", line(other, other)],
  ])("%s", async (_, content) => {
    bucket.put(log, content);
    const { exitCode } = await job();
    expect({ exitCode, plays: await countPlays() }).toEqual({ exitCode: 0, plays: 2 });
  });

  it("an empty file", async () => {
    bucket.put(log, "");
    expect(await job()).toMatchObject({ exitCode: 0, last: { files: 3, stagedEvents: 1 } });
  });

  it("the same file under two keys", async () => {
    bucket.put(log, line(event()));
    expect(await job()).toMatchObject({ exitCode: 0, last: { stagedEvents: 2, rows: { songplays: 1 } } });
  });

  it("a file that is gzip already", async () => {
    bucket.put(`${log}.gz`, gzipSync(line(other)));
    bucket.put(log, "");
    expect(await job()).toMatchObject({ exitCode: 0, last: { rows: { songplays: 2 } } });
    bucket.remove(`${log}.gz`);
  });

  it("a large object, as it is", async () => {
    bucket.put(log, large);
    expect(await job()).toMatchObject({ exitCode: 0, last: { rows: { songplays: 4 } } });
  });
});

/** Content of a log whose fault is on its second line, and what the job must say of it. */
const structural: [name: string, second: string | Uint8Array, says: RegExp][] = [
  ["a CSV header", "artist,song,ts", /text outside of an object/],
  ["a half line", '{"artist":"Ele', /begins an object that does not end/],
  ["a stray comma", `,${line(other)}`, /comma outside of an object/],
  ["text between objects", `${line(other)} and ${line(other)}`, /text outside of an object/],
  ["bytes that are not UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), /not UTF-8/],
  ["a NUL", `{"artist":"a\0b"}`, /NUL/],
  ["a NUL as an escape", `{"artist":"a\\u0000b"}`, /NUL/],
  ["an object over 4 MB", line(event({ artist: "x".repeat(4 * 1024 * 1024) })), /more than 4 MB/],
];

describe("what stops a run and is named by object and line", () => {
  it.each(structural)("%s", async (_, second, says) => {
    bucket.put(log, Buffer.concat([Buffer.from(`${line(event())}\n`), Buffer.from(second)]));
    const { exitCode, last } = await job();
    const { object, line: at, message } = last.error as Record<string, unknown>;
    expect({ exitCode, object, line: at }).toEqual({ exitCode: 3, object: uri, line: 2 });
    expect(message).toMatch(says);
    expect(await countPlays()).toBe(0);
  });

  it.each(structural)("%s, in a large object", async (_, second) => {
    bucket.put(log, Buffer.concat([Buffer.from(large), Buffer.from(second)]));
    const { exitCode, last } = await job();
    const { object, line: at } = last.error as Record<string, unknown>;
    expect({ exitCode, object, line: at }).toEqual({ exitCode: 3, object: uri, line: 4 });
    expect(await countPlays()).toBe(0);
  });
});

/** A field's bad value, and the reason that the job must give for its column. */
const badValues: [name: string, fields: Record<string, unknown>, column: string, says: RegExp][] = [
  ["text longer than its column", { artist: "x".repeat(513) }, "artist", /513 bytes.*512/],
  ["a number out of range", { sessionId: 3_000_000_000 }, "session_id", /range/],
  ["text where a number belongs", { sessionId: "secret-text" }, "session_id", /text/],
  ["a fraction for an integer", { sessionId: 1.7 }, "session_id", /1\.7|fraction|whole|integer/],
  ["true for an integer", { sessionId: true }, "session_id", /boolean|true/],
  ["an object for an integer", { sessionId: {} }, "session_id", /object/],
  ["text for a time", { ts: "yesterday" }, "ts", /text|time/],
];

describe("a value that its column does not take", () => {
  it.each(badValues)("%s", async (_, fields, column, says) => {
    bucket.put(log, line(event(), event({ itemInSession: 6, ...fields })));
    const { exitCode, last, stdout } = await job();
    const { object, line: at, column: named, message } = last.error as Record<string, unknown>;
    expect({ exitCode, object, line: at, column: named }).toEqual({
      exitCode: 3,
      object: uri,
      line: 2,
      column,
    });
    expect(message).toMatch(says);
    expect(stdout).not.toContain("secret-text");
    expect(await countPlays()).toBe(0);
  });

  it.each(badValues)("%s, in a large object", async (_, fields, column) => {
    bucket.put(log, `${large}${line(event({ itemInSession: 6, ...fields }))}`);
    const { exitCode, last } = await job();
    const { object, line: at, column: named } = last.error as Record<string, unknown>;
    expect({ exitCode, object, line: at, column: named }).toEqual({
      exitCode: 3,
      object: uri,
      line: 4,
      column,
    });
  });
});

it("names several faults, and says how many more there are", async () => {
  bucket.put(log, line(...Array.from({ length: 30 }, () => event({ sessionId: "x" }))));
  const { exitCode, lines, last } = await job();
  expect(exitCode).toBe(3);
  expect(lines.filter(({ msg }) => msg === "bad row")).toHaveLength(20);
  expect(last.error).toMatchObject({ faults: 30 });
});

it("stops on a key that is misspelled, by the check on required columns", async () => {
  bucket.put(log, "");
  const { title: tilte, ...others } = song({ song_id: "SO2" });
  bucket.put("song_data/A/A/B/TRB.json", line({ ...others, tilte }));
  expect(await job()).toMatchObject({ exitCode: 4, last: { error: { checks: ["staging_songs_required"] } } });
});
