import { afterAll, beforeAll, expect, test } from "vitest";
import { type CopyBench, loadFailed, openCopyBench } from "./copy-bench.ts";

let bench: CopyBench;
beforeAll(async () => {
  bench = await openCopyBench();
});
afterAll(() => bench.close());

test.each([
  ["one object a line", '{"a":1,"b":"x"}\n{"a":2,"b":"y"}\n'],
  ["no line break at the end", '{"a":1,"b":"x"}\n{"a":2,"b":"y"}'],
  ["CRLF line ends", '{"a":1,"b":"x"}\r\n{"a":2,"b":"y"}\r\n'],
  ["blank lines", '\n{"a":1,"b":"x"}\n\n  \n{"a":2,"b":"y"}\n\n\n'],
  ["objects over many lines", '{\n  "a": 1,\n  "b": "x"\n}\n{\n  "a": 2,\n  "b": "y"\n}'],
  ["objects glued together", '{"a":1,"b":"x"}{"a":2,"b":"y"}'],
  ["lines first, then an object over many lines", '{"a":1,"b":"x"}\n{"a":2,\n"b":"y"}\n'],
  ["a byte order mark", '\ufeff{"a":1,"b":"x"}\n{"a":2,"b":"y"}'],
  ["members that no column has", '{"zz":[{}],"a":1,"b":"x"}\n{"a":2,"b":"y","yy":null}'],
])("loads %s", async (_, content) => {
  const table = await bench.table("a integer, b varchar(10)");
  await bench.copy(table, content);
  expect(await bench.rows(table)).toEqual([
    [1, "x"],
    [2, "y"],
  ]);
});

test.each([
  ["an empty file", ""],
  ["a file of blank lines", "\n \r\n\t\n"],
])("loads nothing from %s", async (_, content) => {
  const table = await bench.table("a integer");
  bench.takeNotices();
  await bench.copy(table, content);
  expect(await bench.rows(table)).toEqual([]);
  expect(bench.takeNotices()).toEqual([
    `Load into table '${table}' completed, 0 record(s) loaded successfully.`,
  ]);
});

test("takes members by the columns' lower-case names, and leaves the rest null", async () => {
  const table = await bench.table("firstname varchar(10), level varchar(10)");
  await bench.copy(table, '{"firstName":"Lily","level":"paid"}\n{"firstname":"Ann","Level":"free"}');
  expect(await bench.rows(table)).toEqual([
    ["Ann", null],
    [null, "paid"],
  ]);
});

test("takes members in any case with 'auto ignorecase'", async () => {
  const table = await bench.table("firstname varchar(10), a integer");
  await bench.copy(table, '{"firstName":"Lily","A":1}\n{"FIRSTNAME":"Ann"}', "json 'auto ignorecase'");
  expect(await bench.rows(table)).toEqual([
    ["Ann", null],
    ["Lily", 1],
  ]);
});

test("fills only the listed columns, the others by their defaults", async () => {
  const table = await bench.table("a integer, b varchar(10) default 'none', c integer");
  bench.put("listed", '{"a":1,"b":"x","c":3}');
  await bench.client.query(`copy ${table} (c, a) from 's3://bucket/listed' iam_role default json 'auto'`);
  expect(await bench.rows(table)).toEqual([[1, "none", 3]]);
});

test("numbers rows by an identity column, unless EXPLICIT_IDS gives the numbers", async () => {
  const table = await bench.table("id integer identity(1, 1), a integer");
  await bench.copy(table, '{"id":7,"a":10}\n{"id":8,"a":20}');
  const ids = (await bench.rows(table)).map(([id]) => id);
  expect(ids).toEqual([1, 2]);
  await bench.copy(table, '{"id":7,"a":30}', "json 'auto' explicit_ids");
  expect((await bench.rows(table)).at(-1)).toEqual([7, 30]);
  const given = `copy ${table} (id, a) from 's3://bucket/${table}/data' iam_role default json 'auto'`;
  await expect(bench.client.query(given)).rejects.toMatchObject({ code: "42601" });
});

test("follows jsonpaths in the order of the columns, in both notations", async () => {
  const table = await bench.table("a integer, b varchar(20), c varchar(20)");
  bench.put("brackets.json", `{"jsonpaths": ["$['x']['y']", "$['tags'][1]", "$['o']"]}`);
  bench.put("dots.json", '{"jsonpaths": ["$.x.y", "$.tags[1]", "$.o"]}');
  const content = '{"x":{"y":7},"tags":["p","q"],"o":{"k": [1, "é"]}}';
  await bench.copy(table, content, "json 's3://bucket/brackets.json'");
  await bench.copy(table, content, "json 's3://bucket/dots.json'");
  expect(await bench.rows(table)).toEqual([
    [7, "q", '{"k":[1,"é"]}'],
    [7, "q", '{"k":[1,"é"]}'],
  ]);
});

test("tells members apart that differ by case alone", async () => {
  const table = await bench.table("a integer, b integer");
  bench.put("cases.json", `{"jsonpaths": ["$['id']", "$['ID']"]}`);
  await bench.copy(table, '{"id":1,"ID":2}', "json 's3://bucket/cases.json'");
  expect(await bench.rows(table)).toEqual([[1, 2]]);
});

test("loads arrays as rows, by place", async () => {
  const table = await bench.table("a integer, b varchar(10)");
  bench.put("places.json", '{"jsonpaths": ["$[1]", "$[0]"]}');
  await bench.copy(table, '["x", 1]\n["y", 2] ["z", null]', "json 's3://bucket/places.json'");
  expect(await bench.rows(table)).toEqual([
    [1, "x"],
    [2, "y"],
    [null, "z"],
  ]);
});

test("goes by 'auto' when a jsonpaths file has another name in it", async () => {
  const table = await bench.table("a integer");
  bench.put("other.json", '{"paths": ["$.b"]}');
  await bench.copy(table, '{"a":1,"b":2}', "json 's3://bucket/other.json'");
  expect(await bench.rows(table)).toEqual([[1]]);
});

test.each([
  [
    "as many paths as columns",
    '{"jsonpaths": ["$.a"]}',
    "Number of jsonpaths and the number of columns should match. JSONPath size: 1, Number of columns in table or column list: 2",
  ],
  ["a path", '{"jsonpaths": ["$.a", ""]}', 'Invalid JSONPath format: ""'],
  ["steps that it knows", '{"jsonpaths": ["$.a", "$.b[*]"]}', 'Invalid JSONPath format: "$.b[*]"'],
  ["an array", '{"jsonpaths": "$.a"}', 'Invalid JSONPath format: "jsonpaths" is not an array'],
  ["an object", "[]", "Invalid JSONPath format: 's3://bucket/wrong.json' is not a JSON object"],
])("wants %s of a jsonpaths file", async (_, paths, message) => {
  const table = await bench.table("a integer, b integer");
  bench.put("wrong.json", paths);
  await expect(bench.copy(table, "{}", "json 's3://bucket/wrong.json'")).rejects.toMatchObject({
    code: "XX000",
    message,
  });
});

test("refuses an element that a record's array has not", async () => {
  const table = await bench.table("a integer");
  bench.put("element.json", '{"jsonpaths": ["$.tags[1]"]}');
  await expect(
    bench.copy(table, '{"tags":[1,2]}\n{"tags":[1]}', "json 's3://bucket/element.json'"),
  ).rejects.toThrow(loadFailed(table));
  expect(await bench.faults()).toEqual([
    {
      line: 2,
      column: "",
      code: 1216,
      message: "Invalid JSONPath format: Not an array or index out of range.",
    },
  ]);
});

test("loads a record of 4 MB, and refuses a longer one", async () => {
  const table = await bench.table("a integer");
  const record = (bytes: number) => `{"a":1,"b":"${"x".repeat(bytes - 14)}"}`;
  await bench.copy(table, `${record(4_194_304)}\n{"a":2}`);
  expect(await bench.rows(table)).toEqual([[1], [2]]);
  await expect(bench.copy(table, `{"a":3}\n${record(4_194_305)}`)).rejects.toThrow(loadFailed(table));
  expect(await bench.faults()).toEqual([
    { line: 2, column: "", code: 1224, message: "Invalid JSON: more than 4194304 bytes" },
  ]);
});
