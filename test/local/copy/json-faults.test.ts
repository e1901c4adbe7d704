import { afterAll, beforeAll, expect, test } from "vitest";
import { type CopyBench, loadFailed, openCopyBench } from "./copy-bench.ts";

let bench: CopyBench;
beforeAll(async () => {
  bench = await openCopyBench();
});
afterAll(() => bench.close());

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))));

test.each([
  ["a CSV header", "a,b\n", 1, 1224, 'Invalid JSON: unexpected "a"'],
  ["half a line at the end", '{"a":1}\n{"a":2,"b"', 2, 1224, "Invalid JSON: unexpected end of file"],
  ["half a string at the end", '{"a":1}\n{"a":2,"b":"x', 2, 1224, "Invalid JSON: unexpected end of file"],
  ["half a line amid the file", '{"a":1}\n{"a":2,\n{"a":3}\n', 3, 1224, 'Invalid JSON: unexpected "{"'],
  ["a string over two lines", '{"b":"x\ny"}', 1, 1224, "Invalid JSON: line break in a string"],
  ["a comma between objects", '{"a":1},\n{"a":2}', 1, 1224, 'Invalid JSON: unexpected ","'],
  ["a comma and nothing else", ",", 1, 1224, 'Invalid JSON: unexpected ","'],
  ["text between objects", '{"a":1} and {"a":2}', 1, 1224, 'Invalid JSON: unexpected "and"'],
  ["a value that is no object", '{"a":1}\n"x"', 2, 1224, 'Invalid JSON: unexpected ""x""'],
  ["a word that JSON has not", '{"a":tru}', 1, 1224, 'Invalid JSON: unexpected "tru"'],
  ["a number that JSON has not", '{"a":01}', 1, 1224, 'Invalid JSON: unexpected "01"'],
  ["an unknown escape", '{"b":"\\x"}', 1, 1224, "Invalid JSON: invalid escape in a string"],
  ["a tab in a string", '{"b":"x\ty"}', 1, 1224, "Invalid JSON: control character in a string"],
  ["an array, taken by name", '{"a":1}\n[1]', 2, 1216, "Invalid JSONPath format: Member is not an object."],
  ["a name twice", '{"a":1,"a":2}', 1, 1224, "Invalid JSON: two members of an object have the same name"],
  [
    "bytes that are not UTF-8",
    bytes('{"a":1}\n{"b":"x', [0xe9], 'y"}'),
    2,
    1220,
    "String contains invalid or unsupported UTF8 codepoints. Bad UTF8 hex sequence: e9 (error 3)",
  ],
  ["half a surrogate pair", '{"b":"\\ud83d"}', 1, 1220, "Invalid JSON: half a surrogate pair in a string"],
])("refuses %s, and says where", async (_, content, line, code, message) => {
  const table = await bench.table("a integer, b varchar(10)");
  await expect(bench.copy(table, content)).rejects.toMatchObject({
    code: "XX000",
    message: loadFailed(table),
  });
  expect(await bench.faults()).toEqual([{ line, column: "", code, message }]);
  expect(await bench.rows(table)).toEqual([]);
});

test.each([
  ["integer", "1.7", 1207, "Invalid digit, Value '.', Pos 1, Type: Integer"],
  ["integer", "true", 1207, "Invalid digit, Value 't', Pos 0, Type: Integer"],
  ["integer", '{"x":1}', 1207, "Invalid digit, Value '{', Pos 0, Type: Integer"],
  ["integer", "[1]", 1207, "Invalid digit, Value '[', Pos 0, Type: Integer"],
  ["integer", '"1_000"', 1207, "Invalid digit, Value '_', Pos 1, Type: Integer"],
  ["integer", '" 1"', 1207, "Invalid digit, Value ' ', Pos 0, Type: Integer"],
  ["integer", '"0x10"', 1207, "Invalid digit, Value 'x', Pos 1, Type: Integer"],
  ["integer", "2147483648", 1222, "Overflow, Value '2147483648', Type: Integer"],
  ["smallint", "-32769", 1222, "Overflow, Value '-32769', Type: Short"],
  ["bigint", '"x"', 1207, "Invalid digit, Value 'x', Pos 0, Type: Long"],
  ["double precision", '"1.5 m"', 1208, "Invalid floating point value '1.5 m'"],
  ["double precision", "true", 1208, "Invalid floating point value 'true'"],
  ["double precision", '"1e999"', 1222, "Overflow, Value '1e999', Type: Double"],
  ["real", "1e39", 1222, "Overflow, Value '1e39', Type: Real"],
  ["numeric(4,2)", "123.4", 1222, "Overflow, Value '123.4', Type: Decimal"],
  ["numeric(4,2)", '"1,5"', 1207, "Invalid digit, Value ',', Pos 1, Type: Decimal"],
  ["boolean", '"maybe"', 1210, "Unknown boolean format"],
  ["date", '"30.2.2018"', 1205, "Invalid date format or value [YYYY-MM-DD]"],
  ["date", '"2018-02-30"', 1205, "Invalid date format or value [YYYY-MM-DD]"],
  ["timestamp", "1541105830796", 1206, "Invalid timestamp format or value [YYYY-MM-DD HH24:MI:SS]"],
  ["varchar(4)", '"ééé"', 1204, "String length exceeds DDL length"],
  ["varchar(4)", "12345", 1204, "String length exceeds DDL length"],
  ["char(4)", '"12345"', 1204, "String length exceeds DDL length"],
  [
    "char(4)",
    '"é"',
    1220,
    "Multibyte character not supported for CHAR (Hint: try using VARCHAR). Invalid char: c3 a9",
  ],
  [
    "varchar(4)",
    '"x\\u0000"',
    1220,
    "String contains invalid or unsupported UTF8 codepoints. Bad UTF8 hex sequence: 00 (error 3)",
  ],
  ["integer not null", "null", 1213, "Missing data for not-null field"],
  ["integer not null", '""', 1213, "Missing data for not-null field"],
])("refuses for %s the value %s, and names line and column", async (type, value, code, message) => {
  const table = await bench.table(`id integer, v ${type}`);
  await expect(bench.copy(table, `\n{"id":1,\n"v":${value}}\n`)).rejects.toMatchObject({
    message: loadFailed(table),
  });
  expect(await bench.faults()).toEqual([{ line: 3, column: "v", code, message }]);
});

test("names the first of several faults of a record", async () => {
  const table = await bench.table("a integer, b integer, c integer");
  await expect(bench.copy(table, '{"a":1,"c":"y","b":"x"}')).rejects.toThrow(loadFailed(table));
  expect((await bench.faults()).map(({ column }) => column)).toEqual(["b"]);
});

test("loads values that only look odd", async () => {
  const table = await bench.table("a integer, b varchar(30)");
  await bench.copy(table, '{"a":"+5","b":"C:\\\\u0000"}\n{"a":"007","b":"\\"q\\/\\u00e9\\ud83d\\ude00"}');
  expect(await bench.rows(table)).toEqual([
    [5, "C:\\u0000"],
    [7, '"q/é😀'],
  ]);
});
