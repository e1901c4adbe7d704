import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CopyBench, loadFailed, openCopyBench } from "./copy-bench.ts";

let bench: CopyBench;
beforeAll(async () => {
  bench = await openCopyBench();
});
afterAll(() => bench.close());

const COLUMNS = "a integer, b varchar(10), c double precision";

test.each([
  [
    "",
    "1|x|1.5\n2||\n3|\\N|\n",
    [
      [1, "x", 1.5],
      [2, "", null],
      [3, null, null],
    ],
  ],
  [
    "",
    "1|x|1.5|\r\n2|y|2|",
    [
      [1, "x", 1.5],
      [2, "y", 2],
    ],
  ],
  ["delimiter '\\t'", "1\tx\t1.5", [[1, "x", 1.5]]],
  [
    "escape",
    "1|a\\|b\\\nc\\\\|2\n2|x|\\N\n",
    [
      [1, "a|b\nc\\", 2],
      [2, "x", null],
    ],
  ],
  [
    "removequotes",
    "1|\"a|b\"|2\n2|'x'|3",
    [
      [1, "a|b", 2],
      [2, "x", 3],
    ],
  ],
  ["null as 'NULL'", "1|NULL|2", [[1, null, 2]]],
  ["trimblanks", "1|x  |2", [[1, "x", 2]]],
  [
    "fillrecord",
    "1\n2|x",
    [
      [1, "", null],
      [2, "x", null],
    ],
  ],
  ["fillrecord emptyasnull", "1", [[1, null, null]]],
  ["ignoreblanklines", "\n1|x|2\n\n", [[1, "x", 2]]],
  ["ignoreheader 2", "a\nb|c\n1|x|2", [[1, "x", 2]]],
  [
    "csv",
    '1,"a ""q"", b",2\n2, "x\ny" ,3\n3,,\n',
    [
      [1, 'a "q", b', 2],
      [2, "x\ny", 3],
      [3, "", null],
    ],
  ],
  ["csv quote as '%'", '1,%a,"b%,2', [[1, 'a,"b', 2]]],
  ["csv delimiter '|' ignoreheader as 1", 'a|b|c\n1|"x|y"|2', [[1, "x|y", 2]]],
  ["csv acceptinvchars", Buffer.from([0x31, 0x2c, 0xc3, 0xa9, 0xff, 0x2c, 0x32]), [[1, "é?", 2]]],
  ["csv gzip", gzipSync("1,é,2"), [[1, "é", 2]]],
])("reads with '%s'", async (options, content, rows) => {
  const table = await bench.table(COLUMNS);
  await bench.copy(table, content, options);
  expect(await bench.rows(table)).toEqual(rows);
});

test.each([
  ["", "1|x|2\n2|x\n", { line: 2, column: "", code: 1214, message: "Delimiter not found" }],
  ["", "1|x|2|3\n", { line: 1, column: "", code: 1202, message: "Extra column(s) found" }],
  ["", "1|x|2\n\n", { line: 2, column: "", code: 1214, message: "Delimiter not found" }],
  ["csv", '1,"x"y,2', { line: 1, column: "", code: 1216, message: "Invalid quote formatting" }],
  ["csv", '1,x,2\n2,"x,2\n3,y,4', { line: 2, column: "", code: 1216, message: "Invalid quote formatting" }],
  ["removequotes", "1|'x|2", { line: 1, column: "", code: 1216, message: "Invalid quote formatting" }],
  [
    "csv",
    '1,"x\ny",2\nx,y,3',
    { line: 3, column: "a", code: 1207, message: "Invalid digit, Value 'x', Pos 0, Type: Integer" },
  ],
  [
    "",
    Buffer.from([0x31, 0x7c, 0xff, 0x7c, 0x32]),
    {
      line: 1,
      column: "",
      code: 1220,
      message: "String contains invalid or unsupported UTF8 codepoints. Bad UTF8 hex sequence: ff (error 3)",
    },
  ],
])("with '%s' refuses %j", async (options, content, fault) => {
  const table = await bench.table(COLUMNS);
  await expect(bench.copy(table, content, options)).rejects.toThrow(loadFailed(table));
  expect(await bench.faults()).toEqual([fault]);
});

test("leaves refused lines out with MAXERROR", async () => {
  const table = await bench.table(COLUMNS);
  await bench.copy(table, "1,x,2\nx,y,3\n4\n5,z,6", "csv maxerror 3");
  expect((await bench.rows(table)).map(([a]) => a)).toEqual([1, 5]);
});
