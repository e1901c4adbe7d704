import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readQuestions } from "../../analytics/read-questions.ts";
import { expectedFolder } from "../../analytics/run-questions.ts";
import { formatCsv } from "../../job/src/query/format-csv.ts";
import { generateSample } from "../../sample/generate-sample.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import { loadReferenceInput } from "../reference/load-reference-input.ts";
import { referenceStar } from "../reference/reference-star.ts";
import type { Star } from "../reference/star-rows.ts";
import { answers } from "./answers/answers.ts";
import { loadedAnswers, rowsByColumn } from "./loaded-answers.ts";

const names = readQuestions().map(({ name }) => name);
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let star: Star;
let answered: Awaited<ReturnType<typeof loadedAnswers>>;

beforeAll(async () => {
  folder = await temporaryFolder();
  // As npm start makes it: what sql/analytics/expected is for.
  await generateSample({ out: folder.path });
  star = referenceStar(await loadReferenceInput(join(folder.path, "udacity-dend")));
  answered = await loadedAnswers(folder.path);
});
afterAll(() => folder[Symbol.asyncDispose]());

it("has an expected answer and a reckoning without SQL for every question, and none besides", () => {
  expect(readdirSync(expectedFolder).sort()).toEqual(names.map((name) => `${name}.csv`));
  expect(Object.keys(answers).sort()).toEqual(names);
});

describe.each(names)("sql/analytics/%s.sql", (name) => {
  const found = () => {
    const entry = answered.find(({ question }) => question.name === name);
    if (entry === undefined) throw new Error(`No answer to ${name}`);
    return entry;
  };

  it("gives what maps and loops make of the same objects, in the same order", () => {
    expect(rowsByColumn(found().answer)).toEqual(answers[name]?.(star));
  });

  it("gives what is kept as the expected answer", () => {
    expect(formatCsv(found().answer)).toBe(readFileSync(join(expectedFolder, `${name}.csv`), "utf8"));
  });

  it("says in its header what each of its columns means, and which name a person", () => {
    const { question, answer } = found();
    const columns = answer.columns.map((column) => column.name);
    expect(question.columns.map((column) => column.name)).toEqual(columns);
    expect(question.columns.filter(({ meaning }) => meaning === "")).toEqual([]);
    expect(columns).toEqual(expect.arrayContaining([...question.personal]));
  });
});
