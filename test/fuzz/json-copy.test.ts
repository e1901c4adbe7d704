import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type CopyBench, openCopyBench } from "../local/copy/copy-bench.ts";
import { tries } from "./hostile-text.ts";

let bench: CopyBench;
beforeAll(async () => {
  bench = await openCopyBench();
});
afterAll(() => bench.close());

const records = [
  '{"a":1}',
  '{"a":2,"b":"x"}',
  '{"a":3,"c":{"d":[{},{}]}}',
  '{"b":"}\\n{ }{"}',
  '{ "a" : 4 }',
  "{}",
];
const strange = [
  "[1]",
  "5",
  ",",
  "}",
  "{",
  '"',
  "x",
  "\\u0000",
  "\t",
  '{"a":5,',
  '"b":"y"}',
  '{"b":"\\ud800"}',
];
const breaks = ["\n", "\n", "\n", "\n", "\r\n", "\n\n", " ", "\r", ""];

const file = fc
  .array(
    fc.tuple(
      fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(...records) },
        { weight: 1, arbitrary: fc.constantFrom(...strange) },
      ),
      fc.constantFrom(...breaks),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.flat().join(""));

/** What came of a COPY: rows, or why there are none. */
async function outcome(content: string | Uint8Array, options: string): Promise<unknown> {
  const table = await bench.table("a integer, b varchar(20)");
  try {
    await bench.copy(table, content, options);
    return await bench.rows(table);
  } catch (error) {
    return { code: (error as { code?: string }).code, faults: await bench.faults() };
  } finally {
    await bench.client.query(`drop table ${table}`);
  }
}

it.each([["json 'auto'"], ["json 'auto' maxerror 3"]])(
  "loads with %s what it loads when the engine has parsed all of it before",
  async (options) => {
    await fc.assert(
      fc.asyncProperty(file, async (content) => {
        // Of packed files the bytes show nothing.
        const parsed = await outcome(gzipSync(content), `${options} gzip`);
        expect(await outcome(content, options)).toEqual(parsed);
      }),
      { numRuns: Math.ceil(tries / 10) },
    );
  },
  120_000,
);
