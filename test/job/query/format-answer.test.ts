import { expect, it } from "vitest";
import type { Answer } from "../../../job/src/query/answer.ts";
import { formats } from "../../../job/src/query/format-answer.ts";

const answer: Answer = {
  columns: [
    { name: "title", kind: "text" },
    { name: "plays", kind: "number" },
    { name: "paid", kind: "boolean" },
  ],
  rows: [
    ['Say "Hi", Zoë', "9007199254740993", "t"],
    ["", "1.50", "f"],
    [null, null, null],
    ["two\nlines", "NaN", "t"],
  ],
};

it("prints a table with numbers to the right, and nothing that a terminal would obey", () => {
  expect(formats.table(answer)).toBe(
    [
      "title                     plays  paid",
      "─────────────  ────────────────  ────",
      'Say "Hi", Zoë  9007199254740993  t',
      "                           1.50  f",
      "–                             –  –",
      "two�lines                   NaN  t",
      "(4 rows)",
      "",
    ].join("\n"),
  );
});

it("prints JSON that keeps every digit", () => {
  expect(formats.json(answer)).toBe(
    [
      "[",
      '  {"title": "Say \\"Hi\\", Zoë", "plays": 9007199254740993, "paid": true},',
      '  {"title": "", "plays": 1.50, "paid": false},',
      '  {"title": null, "plays": null, "paid": null},',
      '  {"title": "two\\nlines", "plays": "NaN", "paid": true}',
      "]",
      "",
    ].join("\n"),
  );
});

it("prints CSV that tells an empty text from no value", () => {
  expect(formats.csv(answer)).toBe(
    [
      "title,plays,paid",
      '"Say ""Hi"", Zoë",9007199254740993,t',
      '"",1.50,f',
      ",,",
      '"two\nlines",NaN,t',
      "",
    ].join("\n"),
  );
});

it("prints an answer without rows in every format", () => {
  const none = { columns: answer.columns, rows: [] };
  expect(formats.table(none)).toBe("title  plays  paid\n─────  ─────  ────\n(0 rows)\n");
  expect(formats.json(none)).toBe("[]\n");
  expect(formats.csv(none)).toBe("title,plays,paid\n");
});
