import { beforeAll, expect, it } from "vitest";
import type { ReportData, Run } from "../../report/collect/report-data.ts";
import { page } from "../../report/page/page.ts";
import { reportOfSample } from "./report-of-sample.ts";

let data: ReportData;
let text: string;
beforeAll(async () => {
  data = await reportOfSample();
  text = await page(data);
});

const empty: ReportData = {
  madeAt: new Date("2026-01-01T00:00:00Z"),
  host: "cluster.example",
  database: "dwh",
  sizes: [],
  firstPlay: null,
  lastPlay: null,
  listeners: 0,
  runs: [],
  catalogue: [],
  questions: [],
  proofs: {},
};

const failed: Run = {
  runId: "r",
  startedAt: "2026-01-01 00:00:00",
  finishedAt: "2026-01-01 00:00:02.5",
  status: "failed",
  files: null,
  parts: null,
  bytes: null,
  stagedEvents: null,
  stagedSongs: null,
  version: "1",
  error: 'Cannot load "<b>users</b>" & more',
  steps: [],
  checks: [
    { name: "users_key", severity: "error", offendingRows: 3 },
    { name: "songs_key", severity: "warn", offendingRows: 1 },
    { name: "time_key", severity: "error", offendingRows: 0 },
  ],
};

it("reads columns, keys and references of the star from the catalogue", () => {
  const songplays = data.catalogue.find(({ name }) => name === "songplays");
  expect(songplays).toMatchObject({
    primaryKey: ["songplay_id"],
    columns: expect.arrayContaining([
      { name: "songplay_id", type: "bigint", isNullable: false },
      { name: "song_title", type: "varchar(512)", isNullable: true },
    ]),
  });
  expect(songplays?.foreignKeys.toSorted((one, two) => one.column.localeCompare(two.column))).toEqual([
    { column: "artist_id", table: "artists", referenced: "artist_id" },
    { column: "song_id", table: "songs", referenced: "song_id" },
    { column: "start_time", table: "time", referenced: "start_time" },
    { column: "user_id", table: "users", referenced: "user_id" },
  ]);
});

it("reads the run with its steps and checks", () => {
  const [run] = data.runs;
  expect(run).toMatchObject({ status: "committed", files: 89, stagedEvents: 1500, stagedSongs: 80 });
  expect(run?.steps.map(({ name }) => name)).toEqual(expect.arrayContaining(["list", "songplays", "checks"]));
  expect(run?.steps.find(({ name }) => name === "copy-events")?.rows).toBe(1500);
  expect(new Set(run?.checks.map(({ offendingRows }) => offendingRows))).toEqual(new Set([0]));
  expect(Object.keys(data.proofs)).toEqual(expect.arrayContaining(run?.checks.map(({ name }) => name) ?? []));
});

it("shows every question, and a table behind every chart", () => {
  for (const { question, answer } of data.questions) {
    expect(text).toContain(`id="${question.name}"`);
    if (answer.rows.length > 0) expect(text).toContain(`aria-label="Rows: ${question.question}"`);
  }
});

it("shows no person's name, and no number beside the one name that a question has", () => {
  const users = data.questions.find(({ question }) => question.name === "sessions_per_user");
  const last = users?.answer.columns.findIndex(({ name }) => name === "last_name") ?? 0;
  const names = users?.answer.rows.map((row) => row[last] ?? "") ?? [];
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => text.includes(`>${name}<`))).toEqual([]);
  expect(text).not.toContain("last name");
  const lily = text.slice(text.indexOf('id="lily_elena_times"'), text.indexOf('id="lily_paid_songs"'));
  expect(lily).not.toContain("user id");
});

it("asks nothing of any host", () => {
  expect(/.{20}(https?:|<script|@import|url\((?!#)).{20}/.exec(text)?.[0]).toBeUndefined();
});

it("says of an empty warehouse that it is empty", async () => {
  const page_ = await page(empty);
  for (const sentence of [
    "no play yet",
    "No run has loaded anything yet",
    "There has been none",
    "No run has checked",
  ]) {
    expect(page_).toContain(sentence);
  }
});

it("shows a failed run with its reason as text, and checks by what they found", async () => {
  const shown = await page({ ...empty, runs: [failed], proofs: { users_key: "keys are unique" } });
  expect(shown).toContain("Cannot load &quot;&lt;b&gt;users&lt;/b&gt;&quot; &amp; more");
  expect(shown).toContain("1 of 3 passed");
  const badges = [...shown.matchAll(/<li><span class="badge (\w+)">([^<]+)<\/span><div><p>([^<]+)/g)];
  expect(badges.map(([, badge, word, proves]) => [badge, word, proves])).toEqual([
    ["bad", "3 rows", "keys are unique"],
    ["warn", "1 row", "songs_key"],
    ["good", "passed", "time_key"],
  ]);
});
