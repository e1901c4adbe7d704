import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { missingFacts } from "../../analytics/check-facts.ts";
import { describeOutcomes } from "../../analytics/describe-outcomes.ts";
import type { AnalystQuestion } from "../../analytics/read-questions.ts";
import { acceptAnswers, runQuestions } from "../../analytics/run-questions.ts";
import { sqlFolder } from "../../job/src/warehouse/sql-file.ts";
import { openSession, type Warehouse } from "../../job/src/warehouse/warehouse.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import { startTestRedshift } from "../harness/test-redshift.ts";
import type { TestRedshift } from "../harness/track-clients.ts";

let redshift: TestRedshift;
beforeAll(async () => {
  redshift = await startTestRedshift();
});
afterAll(() => redshift.close());

async function withSession<T>(use: (session: Warehouse) => Promise<T>): Promise<T> {
  const client = await redshift.connect();
  try {
    return await use(openSession(client, { stop: new AbortController().signal, sqlFolder }));
  } finally {
    await client.end();
  }
}

function question(name: string, sql: string): AnalystQuestion {
  return { name, sql, question: `What is ${name}?`, columns: [], personal: [], text: sql };
}

it("tells same, different, missing and failed answers apart, and goes on after each", async () => {
  await using folder = await temporaryFolder();
  const expected = { changed: "one\n2\n", shorter: "one\n1\n2\n", same: 'one\n"a,b"\n' };
  for (const [name, csv] of Object.entries(expected)) writeFileSync(join(folder.path, `${name}.csv`), csv);
  const questions = [
    question("changed", "select 1 as one"),
    question("failed", "select one from nowhere"),
    question("fresh", "select 1 as one"),
    question("same", "select 'a,b' as one"),
    question("shorter", "select 1 as one"),
  ];
  const outcomes = await withSession((session) => runQuestions(session, { questions, folder: folder.path }));
  expect(describeOutcomes(outcomes)).toMatchInlineSnapshot(`
    "changed      1 rows  different
        line 2 expected  2
               got       1
    failed       0 rows  failed
        Cannot answer question "failed": relation "nowhere" does not exist
    fresh        1 rows  not expected yet
    same         1 rows  same
    shorter      1 rows  different
        line 3 expected  2
               got       no such line

    1 of 5 answers are the expected ones
    "
  `);
});

it("finds every answer the same once it is accepted", async () => {
  await using folder = await temporaryFolder();
  const questions = [question("two", "select 'a\nb' as one, null as two, '' as three")];
  await withSession((session) => acceptAnswers(session, { questions, folder: folder.path }));
  const outcomes = await withSession((session) => runQuestions(session, { questions, folder: folder.path }));
  expect(outcomes).toEqual([{ name: "two", rows: 1, result: "same" }]);
});

it("names the facts that no row of an answer agrees with", () => {
  const answer = {
    columns: [
      { name: "hour", kind: "number" },
      { name: "plays", kind: "number" },
    ],
    rows: [["16", "542"]],
  } as const;
  const facts: Record<string, string>[] = [
    { hour: "16", plays: "542" },
    { hour: "16" },
    { hour: "16", plays: "541" },
    { day: "1" },
  ];
  expect(missingFacts(answer, facts)).toEqual([{ hour: "16", plays: "541" }, { day: "1" }]);
});
