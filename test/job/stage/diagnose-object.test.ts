import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { ObjectChanged } from "../../../job/src/errors.ts";
import type { Column } from "../../../job/src/stage/column-fault.ts";
import {
  type Diagnosis,
  type DiagnosisOptions,
  diagnoseObject,
} from "../../../job/src/stage/diagnose-object.ts";
import { ObjectFolder } from "./object-folder.ts";

const columns: readonly Column[] = [
  { name: "artist", type: "varchar", length: 6, key: "artist" },
  { name: "item_in_session", type: "int4", key: "itemInSession" },
  { name: "registration", type: "float8", key: "registration" },
  { name: "ts", type: "timestamp", key: "ts" },
];

async function diagnose(
  source: string | Uint8Array,
  { key = "o.json", ...more }: { key?: string } & Partial<DiagnosisOptions>,
): Promise<Diagnosis | undefined> {
  await using folder = await ObjectFolder.create();
  const [object] = await folder.put({ [key]: source });
  if (!object) throw new Error("no object");
  return diagnoseObject(object, { store: folder.store, at: { row: 1 }, columns, ...more });
}

it.each([
  ["text that is too long, by its bytes", '{"artist":"Beyoncé"}', "artist", "is 8 bytes long where 6 fit"],
  ["a number that is too long as text", '{"artist":1234567}', "artist", "is 7 bytes long where 6 fit"],
  [
    "text for a whole number",
    '{"itemInSession":"x"}',
    "item_in_session",
    "is text where a whole number belongs",
  ],
  [
    "true for a whole number",
    '{"itemInSession":true}',
    "item_in_session",
    "is a boolean where a whole number belongs",
  ],
  [
    "an object for a whole number",
    '{"itemInSession":{}}',
    "item_in_session",
    "is an object where a whole number belongs",
  ],
  ["an array for a number", '{"registration":[1]}', "registration", "is an array where a number belongs"],
  ["a fraction for a whole number", '{"itemInSession":1.7}', "item_in_session", "is not a whole number"],
  [
    "a fraction in text for a whole number",
    '{"itemInSession":"1.7"}',
    "item_in_session",
    "is not a whole number",
  ],
  [
    "a large whole number",
    '{"itemInSession":2147483648}',
    "item_in_session",
    "is a number out of the range of int4",
  ],
  ["a huge number", '{"registration":1e999}', "registration", "is a number out of the range of float8"],
  ["text for a number", '{"registration":"soon"}', "registration", "is text where a number belongs"],
  ["text for a time", '{"ts":"2018-11-01"}', "ts", "is text where a time in milliseconds belongs"],
])("names the column of %s", async (_, row, name, reason) => {
  const column = row.indexOf(":") + 2;
  expect(await diagnose(row, {})).toEqual({ columnName: name, line: 1, column, reason });
});

it.each([
  ["null", '{"artist":null,"itemInSession":null,"registration":null,"ts":null}'],
  ["nothing", "{}"],
  ["blank text for numbers", '{"itemInSession":"","registration":" ","ts":""}'],
  ["numbers in text", '{"itemInSession":"-7","registration":"+1.5e3","ts":"1541105830796"}'],
  ["the last of two values with one key", '{"itemInSession":"x","itemInSession":1}'],
  ["the ends of a range", '{"itemInSession":-2147483648,"artist":"Elena "}'],
  ["other keys", '{"item":{"itemInSession":"x"}}'],
])("finds nothing wrong with %s", async (_, row) => {
  expect(await diagnose(row, {})).toBeUndefined();
});

it("gives the line of the value in a pretty-printed object, past others on its lines", async () => {
  const source = '\ufeff{"ts":1}\r\n{"ts":2} {\n  "artist": "é",\n  "ts": "x"\n}{"ts":"y"}\n{"ts":"z"}';
  const reason = "is text where a time in milliseconds belongs";
  const first = { columnName: "ts", line: 4, column: 9, reason };
  const second = { columnName: "ts", line: 5, column: 8, reason };
  expect(await diagnose(source, { at: { row: 3 } })).toEqual(first);
  expect(await diagnose(source, { at: { line: 5 } })).toEqual(first);
  expect(await diagnose(source, { at: { row: 4 } })).toEqual(second);
  expect(await diagnose(source, { at: { line: 6 } })).toEqual({
    columnName: "ts",
    line: 6,
    column: 7,
    reason,
  });
  expect(await diagnose(source, { at: { row: 2 } })).toBeUndefined();
  expect(await diagnose(source, { at: { row: 6 } })).toBeUndefined();
  expect(await diagnose(source, { at: { line: 1 } })).toBeUndefined();
});

it("counts lines and columns over blocks of a large object", async () => {
  const lines = Array.from({ length: 60_000 }, (_, ts) => `{"artist":"Elena","ts":${ts}}`);
  const glued = lines.slice(0, 50_000).join("\n") + lines.slice(50_000).join("");
  const source = `${glued}{"ts":"x"}`;
  const column = source.length - source.lastIndexOf("\n") - '"x"}'.length;
  const diagnosis = {
    columnName: "ts",
    line: 50_000,
    column,
    reason: "is text where a time in milliseconds belongs",
  };
  expect(await diagnose(source, { at: { row: 60_001 } })).toEqual(diagnosis);
  expect(await diagnose(gzipSync(source), { at: { row: 60_001 }, key: "o.json.gz" })).toEqual(diagnosis);
  expect(await diagnose(source, { at: { line: 50_000 } })).toEqual(diagnosis);
});

it.each([
  ["a missing colon", '{"a" 1}', 6],
  ["a key without quotes", '{"a":1,b:2}', 8],
  ["a word that is none", '{"a":tru}', 6],
  ["a missing value", '{"a":}', 6],
  ["a comma too many", '{"a":1,}', 8],
  ["a missing comma", '{"a":1 "b":2}', 8],
  ["an escape that is none", '{"é":"\\x"}', 7],
  ["a broken value in an array", '{"a":1,"b":[1 2]}', 12],
  ["a number that is none", '{"a":01}', 6],
])("gives the place of %s", async (_, row, column) => {
  expect(await diagnose(`{}\n${row}`, { at: { row: 2 } })).toEqual({
    line: 2,
    column,
    reason: "is not JSON",
  });
});

it("gives the place of what stands between rows, or is cut", async () => {
  const comma = { line: 2, column: 8, reason: "has a comma outside of an object" };
  expect(await diagnose('{"a":1}\n{"a":2},\n{"a":3}', { at: { line: 3 } })).toEqual(comma);
  const cut = { line: 2, column: 1, reason: "begins an object that does not end" };
  expect(await diagnose('{"a":1}\n{"a":2,', { at: { line: 2 } })).toEqual(cut);
  const long = { line: 2, column: 1, reason: "begins an object of more than 4 MB" };
  expect(await diagnose(`{}\n{"a":"${"x".repeat(6_000_000)}"}`, { at: { line: 2 } })).toEqual(long);
  expect(await diagnose(`{}\n{"a":"${"x".repeat(6_000_000)}`, { at: { line: 2 } })).toEqual(long);
});

it("gives the place of a row that is not UTF-8, or after which gzip breaks off", async () => {
  const bytes = Buffer.concat([Buffer.from('{}\n{"a":"'), Buffer.from([0xff]), Buffer.from('"}')]);
  expect(await diagnose(bytes, { at: { row: 2 } })).toEqual({ line: 2, column: 1, reason: "is not UTF-8" });
  const broken = {
    line: 1,
    column: 1,
    reason: "is followed by bytes that are not gzip, or that are cut short",
  };
  expect(await diagnose("{}", { key: "o.json.gz" })).toEqual(broken);
  expect(await diagnose(gzipSync("{}".repeat(1000)).subarray(0, -9), { key: "o.json.gz" })).toEqual(broken);
});

it("says so when the object is not the listed one any more", async () => {
  await using folder = await ObjectFolder.create();
  const [object] = await folder.put({ o: "{}" });
  await folder.put({ o: "{}{}" });
  if (!object) throw new Error("no object");
  const outcome = diagnoseObject(object, { store: folder.store, at: { row: 1 }, columns });
  await expect(outcome).rejects.toThrow(ObjectChanged);
});
