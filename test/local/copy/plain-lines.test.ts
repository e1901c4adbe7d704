import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countPlainLines } from "../../../local/redshift/copy/plain-lines.ts";
import { type CopyBench, openCopyBench } from "./copy-bench.ts";

let folder: string;
let bench: CopyBench;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plain-lines-"));
  bench = await openCopyBench();
});
afterAll(async () => {
  await bench.close();
  await rm(folder, { recursive: true });
});

async function count(content: string | Buffer): Promise<number | undefined> {
  const path = join(folder, "file.json");
  await writeFile(path, content);
  const file = { path };
  return (await countPlainLines([file], new AbortController().signal)).get(file);
}

/** Two records of so many bytes, without a break at the end. */
function filling(bytes: number): string {
  const first = '{"a":1}\n';
  const last = '{"a":2,"c":""}';
  return `${first}{"a":2,"c":"${"x".repeat(bytes - first.length - last.length)}"}`;
}

const long = `{"a":1,"b":"${"x".repeat(900)}"}`;

test.each([
  ["lines", '{"a":1}\n{"a":2}\n', 2],
  ["no break at the end", '{"a":1}\n{"a":2}', 2],
  ["breaks of Windows", '{"a":1}\r\n{"a":2}\r\n', 2],
  ["braces inside", '{"a":1,"b":{"c":{}},"d":[{},{}]}\n{"a":2}', 2],
  ["a brace in a text", '{"b":"x}y"}\n{"a":2}', 2],
  ["more than is read at once", `${long}\n`.repeat(3000), 3000],
  ["what fills one read to its end", filling(1 << 20), 2],
])("counts %s, and COPY loads as many", async (_, content, records) => {
  expect(await count(content)).toBe(records);
  const table = await bench.table("a integer, b varchar(1000)");
  await bench.copy(table, content);
  expect(await bench.rows(table)).toHaveLength(records);
});

test.each([
  ["two records on a line", '{"a":1}{"a":2}\n{"a":3}\n', 3],
  ["two with a blank", '{"a":1} {"a":2}\n{"a":3}\n', 3],
  ["two with a tab", '{"a":1}\t{"a":2}\n{"a":3}\n', 3],
  ["breaks of old", '{"a":1}\r{"a":2}\r{"a":3}\n', 3],
  ["a record over lines", '{"a":1}\n{"a":2,\n"b":"x"}\n{"a":3}\n', 3],
  ["an object over lines inside", '{"a":1,"c":{\n}\n}\n{"a":2}\n', 2],
  ["lines without a record", '{"a":1}\n\n{"a":2}\n', 2],
  ["blanks before a record", '{"a":1}\n {"a":2}\n', 2],
  ["blanks at the end", '{"a":1}\n{"a":2}\n  ', 2],
  ["a text that looks like two records", '{"b":"}{"}\n{"a":2}\n', 2],
  ["a record larger than what is read at once", `{"a":1,"c":"${"x".repeat(1_100_000)}"}\n{"a":2}\n`, 2],
])("leaves %s to the engine, and COPY loads them", async (_, content, records) => {
  expect(await count(content)).toBeUndefined();
  const table = await bench.table("a integer, b varchar(1000)");
  await bench.copy(table, content);
  expect(await bench.rows(table)).toHaveLength(records);
});

test.each([
  ["an array behind an object", '{"a":1}[1]{"a":2}\n'],
  ["an escaped NUL", '{"b":"x\\u0000y"}\n'],
  ["a byte order mark", '\ufeff{"a":1}\n'],
  ["what is no object", '{"a":1}\n5\n'],
  ["half a record at the end", '{"a":1}\n{"a":2'],
])("leaves %s to the engine", async (_, content) => {
  expect(await count(content)).toBeUndefined();
});

test("stops when the statement is cancelled", async () => {
  const path = join(folder, "cancelled.json");
  await writeFile(path, '{"a":1}\n');
  await expect(countPlainLines([{ path }], AbortSignal.abort())).rejects.toMatchObject({ code: "57014" });
});
