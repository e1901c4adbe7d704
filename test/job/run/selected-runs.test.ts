import { beforeEach, expect, it } from "vitest";
import { event, line, song } from "../../harness/bucket.ts";
import { bucketAndRedshift } from "../../harness/bucket-and-redshift.ts";
import { runInProcess } from "../../harness/job-in-process.ts";

const day = (number: number) => `log_data/2018/11/2018-11-${number}-events.json`;
const songKey = "song_data/A/A/A/TRAAAAA000000000000.json";
const november = "s3://udacity-dend/log_data/2018/11/";

const { bucket, redshift } = await bucketAndRedshift();

beforeEach(async () => {
  await job("reset", "--yes");
  bucket.put(day(15), line(event()));
  bucket.put(day(16), line(event({ sessionId: 900, userId: "16", ts: 1542937407796 })));
  bucket.put(songKey, line(song()));
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

it("loads nothing but what --only names, and the rest in the next run", async () => {
  expect((await job("plan", "--only", `${november}2018-11-15`)).lines.map(({ files }) => files)).toEqual([
    1, 0,
  ]);
  expect((await job("run", "--only", `${november}2018-11-15`)).last).toMatchObject({
    files: 1,
    rows: { songplays: 1, songs: 0 },
  });
  expect((await job()).last).toMatchObject({ files: 2, rows: { songplays: 2, songs: 1 } });
});

it("loads again what --reload names, and doubles nothing", async () => {
  await job();
  const { last } = await job("run", "--reload", november, "--only", `${november}2018-11-15`);
  expect(last).toMatchObject({ files: 1, stagedEvents: 1, rows: { songplays: 2, users: 2, time: 2 } });
  expect((await job("run", "--reload", november)).last).toMatchObject({ files: 2, rows: { songplays: 2 } });
  expect(await rows("select count(*)::integer as files from etl_files")).toEqual([{ files: 3 }]);
});

it("refuses a prefix that no object of the sources can begin with", async () => {
  const { exitCode, last } = await job("run", "--only", "s3://elsewhere/");
  expect({ exitCode, error: last.error }).toMatchObject({
    exitCode: 2,
    error: { message: expect.stringContaining("--only: expected a prefix that begins with") },
  });
});

it("rebuilds the star from the bucket as it is, which undoes what a former version said", async () => {
  bucket.put(songKey, line(song({ year: 2081 })));
  await job();
  bucket.put(songKey, line(song({ year: 2008 })));
  bucket.remove(day(16));
  await job();
  expect(await rows("select year from songs")).toEqual([{ year: 2081 }]);
  expect((await job("rebuild")).last).toMatchObject({
    status: "committed",
    files: 2,
    rows: { songplays: 1 },
  });
  expect(await rows("select year from songs")).toEqual([{ year: 2008 }]);
  expect((await job()).last).toMatchObject({ status: "nothing new" });
});

it("shows readers the old star until a rebuild is committed, and keeps it when that fails", async () => {
  await job();
  const before = await rows("select * from songplays order by songplay_id");
  bucket.put(day(16), "not JSON");
  expect(await job("rebuild")).toMatchObject({ exitCode: 3 });
  expect(await rows("select * from songplays order by songplay_id")).toEqual(before);
  expect(await rows("select count(*)::integer as files from etl_files")).toEqual([{ files: 3 }]);
});

it("forgets a person in every table, and keeps them out of every load to come", async () => {
  await job();
  expect(await job("forget", "--user", "16")).toMatchObject({ exitCode: 2 });
  expect(await job("forget", "--user", "16", "--yes")).toMatchObject({ exitCode: 0 });
  const holds = async () => ({
    plays: await rows("select songplay_id from songplays where user_id = 16"),
    users: await rows("select user_id from users where user_id = 16"),
    staged: await rows("select user_id from staging_events where user_id = 16"),
    times: await rows("select start_time::varchar from time"),
  });
  const forgotten = { plays: [], users: [], staged: [], times: [{ start_time: "2018-11-21 21:56:47.796" }] };
  expect(await holds()).toEqual(forgotten);
  bucket.put(day(17), line(event({ sessionId: 901, userId: "16" }), event({ sessionId: 902 })));
  expect((await job()).last).toMatchObject({ files: 1, rows: { songplays: 2, users: 1 } });
  expect(await holds()).toEqual(forgotten);
  expect((await job("rebuild")).last).toMatchObject({ rows: { songplays: 2, users: 1 } });
  expect(await holds()).toEqual(forgotten);
  expect(await job("check")).toMatchObject({ exitCode: 0 });
  expect(await job("forget", "--user", "16", "--yes")).toMatchObject({ exitCode: 0 });
  expect(await rows("select user_id from etl_forgotten")).toEqual([{ user_id: 16 }]);
  bucket.remove(day(17));
});

it("keeps a moment that another play has, when a person is forgotten", async () => {
  bucket.put(day(16), line(event({ sessionId: 900, userId: "16" })));
  await job();
  await job("forget", "--user", "16", "--yes");
  expect(await rows("select start_time::varchar from time")).toEqual([
    { start_time: "2018-11-21 21:56:47.796" },
  ]);
});
