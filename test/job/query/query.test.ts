import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeBucket, type TestBucket } from "../../harness/bucket.ts";
import { runJob } from "../../harness/job.ts";
import { runInProcess } from "../../harness/job-in-process.ts";
import { startTestRedshift } from "../../harness/test-redshift.ts";
import type { TestRedshift } from "../../harness/track-clients.ts";

let bucket: TestBucket;
let redshift: TestRedshift;

beforeAll(async () => {
  bucket = makeBucket();
  redshift = await startTestRedshift({ s3Folder: bucket.folder });
  await runInProcess([], { redshift, s3Folder: bucket.folder });
});
afterAll(async () => {
  await redshift.close();
  bucket[Symbol.dispose]();
});

const query = (...args: string[]) => runInProcess(["query", ...args], { redshift, s3Folder: bucket.folder });

/** Asks what stands in a file of its own. */
function queryText(sql: string) {
  const path = join(bucket.folder, "question.sql");
  writeFileSync(path, sql);
  return query(path, "--format", "csv");
}

async function countPlays(): Promise<string> {
  return (await queryText("select count(*) as plays from songplays;")).stdout;
}

it("prints the answer alone on stdout, and the log on stderr", async () => {
  const options = { redshift, s3Folder: bucket.folder, environment: { LOG_LEVEL: "trace" } };
  const outcome = await runJob(["query", "lily_elena_times", "--format", "csv"], options);
  expect(outcome).toMatchObject({
    exitCode: 0,
    stdout:
      "start_time,weekday,hour,song_title,level,user_id\n2018-11-21 21:56:47.796,3,21,Setanta matins,paid,15\n",
  });
});

it("prints a table unless told otherwise", async () => {
  const { stdout } = await query("plays_by_level");
  expect(stdout).toBe(
    "level  plays  listeners  share\n─────  ─────  ─────────  ─────\npaid       1          1  100.0\n(1 row)\n",
  );
});

it("answers a file of one's own, whatever zone the machine is in", async () => {
  const { stdout, exitCode } = await queryText("with a as (select 1) select start_time from songplays");
  expect({ stdout, exitCode }).toEqual({ stdout: "start_time\n2018-11-21 21:56:47.796\n", exitCode: 0 });
});

const refused: readonly [what: string, sql: string, reason: RegExp][] = [
  ["two statements", "select 1; select 2", /expected one statement, got 2/],
  ["no statement", "-- nothing\n", /expected one statement, got none/],
  ["a statement that writes", "delete from songplays", /begins with select or with/],
  ["a statement that commits by itself", "truncate songplays", /begins with select or with/],
  ["a second statement behind a comment", "select 1 /* ' */ ; commit; delete from songplays --'", /Cannot a/],
  ["a placeholder", "select :WORD", /placeholder :WORD has no value/],
  ["a column that is not there", "select nothing from songplays", /column "nothing" does not exist/],
  ["a value that cannot be", "select cast('a' as integer)", /Cannot answer question "question"/],
];

it.each(refused)("refuses %s with exit code 2, and nothing changes", async (_what, sql, reason) => {
  const { exitCode, stdout, stderr } = await queryText(sql);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(JSON.parse(stderr).error.message).toMatch(reason);
  expect(await countPlays()).toBe("plays\n1\n");
});

it("rolls back what a select may write", async () => {
  expect((await queryText("select 1 as one into kept")).exitCode).not.toBe(1);
  const { stdout } = await queryText(
    "select count(*) as tables from information_schema.tables where table_name = 'kept'",
  );
  expect(stdout).toBe("tables\n0\n");
});

it("lists the questions for a name that is none of them", async () => {
  const { exitCode, stderr } = await query("top_song");
  expect(exitCode).toBe(2);
  expect(JSON.parse(stderr).error.message).toMatch(
    /^Cannot find question "top_song": expected a \.sql file or one of daily_actives, .*, user_agents$/,
  );
});

it.each([
  [["nowhere.sql"], /Cannot read question "nowhere\.sql": there is no such file/],
  [[], /query needs one question/],
  [["top_songs", "top_users"], /query needs one question/],
  [["top_songs", "--format", "xml"], /"--format" must be one of table, json, csv, got "xml"/],
  [["top_songs", "--yes"], /"--yes" goes with/],
])("refuses the arguments %j", async (args, reason) => {
  const { exitCode, stderr } = await query(...args);
  expect(exitCode).toBe(2);
  expect(JSON.parse(stderr).error.message).toMatch(reason);
});
