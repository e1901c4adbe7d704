import { afterAll, beforeAll, expect, it } from "vitest";
import { event, line, makeBucket, song, type TestBucket } from "../harness/bucket.ts";
import { runInProcess } from "../harness/job-in-process.ts";
import { startTestRedshift } from "../harness/test-redshift.ts";
import type { TestRedshift } from "../harness/track-clients.ts";
import { variable } from "./hostile-text.ts";

const hostile = [
  "'; drop table songplays; --",
  'it\'s "quoted"',
  "back\\slash \\' \\n",
  "𝄞 \u202egnol\u202c \u2066x\u2069",
  `${variable("REDSHIFT_PASSWORD")} :BLANKS $1 %s %27`,
  "per%cent+plus & <xml>",
];

/** Stand in the environment, and must stand nowhere else. */
const secrets = {
  REDSHIFT_PASSWORD: "only-for-tests",
  AWS_SECRET_ACCESS_KEY: "pl4nted/Secret+Key",
  AWS_SESSION_TOKEN: "pl4nted-T0ken",
};

let bucket: TestBucket;
let redshift: TestRedshift;

beforeAll(async () => {
  bucket = makeBucket("no data");
  redshift = await startTestRedshift({ s3Folder: bucket.folder });
});
afterAll(async () => {
  await redshift.close();
  bucket[Symbol.dispose]();
});

const job = (args: readonly string[], environment: Record<string, string> = {}) =>
  runInProcess(args, {
    redshift,
    s3Folder: bucket.folder,
    environment: { ...secrets, LOG_LEVEL: "trace", ...environment },
  });

async function rows(query: string): Promise<Record<string, unknown>[]> {
  const client = await redshift.connect();
  try {
    return (await client.query(query)).rows;
  } finally {
    await client.end();
  }
}

it("takes keys and values of any characters for data", async () => {
  for (const [number, text] of hostile.entries()) {
    const title = `${text} ${number}`;
    bucket.put(
      `log_data/${text.replaceAll("/", "")}/${number}.json`,
      line(
        event({
          sessionId: number,
          song: title,
          artist: text,
          firstName: text,
          location: text,
          userAgent: text,
        }),
      ),
    );
    bucket.put(
      `song_data/${number} ${text}.json`,
      line(
        song({
          song_id: `SO${number}`,
          artist_id: `AR${number}`,
          title,
          artist_name: text,
          artist_location: text,
        }),
      ),
    );
  }
  const { exitCode, stdout } = await job([]);
  expect(exitCode).toBe(0);
  expect(
    await rows(
      "select song_title, artist_name, location, user_agent, song_id from songplays order by session_id",
    ),
  ).toEqual(
    hostile.map((text, number) => ({
      ...{ song_title: `${text} ${number}`, artist_name: text, location: text, user_agent: text },
      song_id: `SO${number}`,
    })),
  );
  expect(await rows("select count(*)::integer as files from etl_files")).toEqual([
    { files: 2 * hostile.length },
  ]);
  expect((await job([])).last).toMatchObject({ status: "nothing new" });
  for (const secret of Object.values(secrets)) expect(stdout).not.toContain(secret);
});

it("takes a prefix of any characters for a name", async () => {
  const prefix = "it's; drop table users; --/";
  bucket.put(`${prefix}log/1.json`, line(event({ sessionId: 77 })));
  bucket.put(`${prefix}song/1.json`, line(song()));
  const outcome = await job([], {
    LOG_DATA: `s3://udacity-dend/${prefix}log/`,
    SONG_DATA: `s3://udacity-dend/${prefix}song/`,
    S3_WORK: `s3://sparkify-work/${prefix}`,
  });
  expect(outcome).toMatchObject({ exitCode: 0, last: { files: 2 } });
});

it("names a bad object of any name, and no secret whatever fails", async () => {
  const key = "log_data/'; drop table songplays; --/bad \u202e.json";
  bucket.put(key, `${secrets.AWS_SECRET_ACCESS_KEY}\n${secrets.AWS_SESSION_TOKEN}`);
  const failures = [
    await job([]),
    await job(["run", "--only", secrets.AWS_SECRET_ACCESS_KEY]),
    await job([secrets.AWS_SESSION_TOKEN]),
    await job(["--config", secrets.AWS_SECRET_ACCESS_KEY]),
    await job([], { REDSHIFT_DATABASE: secrets.REDSHIFT_PASSWORD }),
    await job([], { S3_WORK: secrets.AWS_SESSION_TOKEN }),
    await job([], { ON_BAD_OBJECT: secrets.REDSHIFT_PASSWORD }),
  ];
  expect(failures.map(({ exitCode }) => exitCode)).toEqual([3, 2, 2, 2, 6, 2, 2]);
  expect(failures[0]?.last.error).toMatchObject({ object: `s3://udacity-dend/${key}`, line: 1 });
  for (const { stdout, stderr } of failures) {
    for (const secret of Object.values(secrets)) expect(stdout + stderr).not.toContain(secret);
  }
});
