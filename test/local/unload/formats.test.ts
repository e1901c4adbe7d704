import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openUnloadBench, type UnloadBench } from "./unload-bench.ts";

let bench: UnloadBench;
let folder: string;
let tests = 0;
beforeAll(async () => {
  bench = await openUnloadBench();
  await bench.client.query(
    "create table kinds (i integer, t varchar(30), f double precision, n numeric(6,2), ts timestamp, d date)",
  );
  await bench.client.query(
    `insert into kinds values (1, 'a|b,c "q"', 1.5, 1.5, '2018-11-01 20:57:10.796', '2018-11-01'),
        (2, 'two\\nlines\\\\', 100000, 2, '2018-11-01', '2018-11-02'), (3, null, null, null, null, null), (4, '', 1e20, 0, null, null)`,
  );
});
afterAll(() => bench.close());
beforeEach(() => {
  tests += 1;
  folder = `test-${tests}/`;
});

const QUERY = "select * from kinds order by i";

test.each([
  [
    "",
    '1|a|b,c "q"|1.5|1.50|2018-11-01 20:57:10.796|2018-11-01\n2|two\nlines\\|100000|2.00|2018-11-01 00:00:00|2018-11-02\n3|||||\n4||1e+20|0.00||\n',
  ],
  [
    "escape null as 'NULL'",
    '1|a\\|b,c "q"|1.5|1.50|2018-11-01 20:57:10.796|2018-11-01\n2|two\\\nlines\\\\|100000|2.00|2018-11-01 00:00:00|2018-11-02\n3|NULL|NULL|NULL|NULL|NULL\n4||1e+20|0.00|NULL|NULL\n',
  ],
  [
    "csv header",
    'i,t,f,n,ts,d\n1,"a|b,c ""q""",1.5,1.50,2018-11-01 20:57:10.796,2018-11-01\n2,"two\nlines\\",100000,2.00,2018-11-01 00:00:00,2018-11-02\n3,,,,,\n4,,1e+20,0.00,,\n',
  ],
  [
    "json",
    '{"i":1,"t":"a|b,c \\"q\\"","f":1.5,"n":1.50,"ts":"2018-11-01 20:57:10.796","d":"2018-11-01"}\n{"i":2,"t":"two\\nlines\\\\","f":100000,"n":2.00,"ts":"2018-11-01 00:00:00","d":"2018-11-02"}\n{"i":3,"t":null,"f":null,"n":null,"ts":null,"d":null}\n{"i":4,"t":"","f":1e+20,"n":0.00,"ts":null,"d":null}\n',
  ],
])("writes '%s' as Redshift does", async (options, text) => {
  await bench.unload(QUERY, folder, options);
  expect(bench.text(`${folder}0000_part_00`)).toBe(text);
});

test("quotes fields and the header with ADDQUOTES, and booleans are t and f", async () => {
  await bench.unload(
    "select i, t, i = 1 as one from kinds where i < 2",
    folder,
    "addquotes header escape gzip",
  );
  expect(bench.text(`${folder}0000_part_00.gz`)).toBe('"i"|"t"|"one"\n"1"|"a\\|b,c \\"q\\""|"t"\n');
});

test("writes Parquet that another reader understands", async () => {
  await bench.unload(QUERY, folder, "parquet");
  expect(await bench.parquet(`${folder}0000_part_00.parquet`)).toEqual([
    {
      i: 1,
      t: 'a|b,c "q"',
      f: 1.5,
      n: 1.5,
      ts: new Date("2018-11-01T20:57:10.796Z"),
      d: new Date("2018-11-01"),
    },
    {
      i: 2,
      t: "two\nlines\\",
      f: 100000,
      n: 2,
      ts: new Date("2018-11-01"),
      d: new Date("2018-11-02"),
    },
    { i: 3, t: null, f: null, n: null, ts: null, d: null },
    { i: 4, t: "", f: 1e20, n: 0, ts: null, d: null },
  ]);
});

test.each([
  ["escape", "escape emptyasnull"],
  ["csv header", "csv ignoreheader 1 emptyasnull"],
  ["json", "json 'auto' emptyasnull"],
  ["csv gzip", "csv gzip emptyasnull"],
  ["parquet", "parquet"],
])("what '%s' unloads, COPY loads", async (unload, copy) => {
  await bench.unload("select * from kinds where i <= 3", folder, unload);
  const table = `back_${tests}`;
  await bench.client.query(`create table ${table} (like kinds)`);
  await bench.client.query(`copy ${table} from 's3://bucket/${folder}' iam_role default ${copy}`);
  const { rows } = await bench.client.query(
    `select count(*)::int as n from (select * from kinds where i <= 3 except select * from ${table}) as lost`,
  );
  expect(rows).toEqual([{ n: 0 }]);
});

test.each([
  ["unload ('select 1') to 's3://bucket/x'", "42601", "UNLOAD needs an authorization clause"],
  ["unload (select 1) to 's3://bucket/x' iam_role default", "42601", 'syntax error at or near "select"'],
  [
    "unload ('select i from kinds limit 3') to 's3://bucket/x' iam_role default",
    "0A000",
    "LIMIT clause is not supported in the outer select of UNLOAD",
  ],
  [
    "unload ('select 1 as a') to 's3://bucket/x' iam_role default cleanpath allowoverwrite",
    "42601",
    "CLEANPATH cannot be used together with ALLOWOVERWRITE",
  ],
  [
    "unload ('select 1 as a') to 's3://bucket/x' iam_role default parquet gzip",
    "0A000",
    "UNLOAD option GZIP and ZSTD with format PARQUET is not supported by the local Redshift",
  ],
  [
    "unload ('select 1 as a') to 's3://bucket/x' iam_role default json header",
    "0A000",
    "UNLOAD option HEADER with format JSON is not supported by the local Redshift",
  ],
  [
    "unload ('select 1 as a') to 's3://bucket/x' iam_role default fixedwidth '0:3'",
    "0A000",
    "UNLOAD option FIXEDWIDTH is not supported by the local Redshift",
  ],
  [
    "unload ('select true as a') to 's3://bucket/x' iam_role default json",
    "0A000",
    "UNLOAD of a boolean column in format JSON is not supported by the local Redshift",
  ],
  [
    "unload ('select 1 as a') to 's3://bucket/x' iam_role default parquet partition by (b)",
    "42703",
    'column "b" does not exist',
  ],
  [
    "unload ('select 1 as a') to 's3://bucket/x' iam_role default parquet partition by (a)",
    "42601",
    "at least one column must be no partition column",
  ],
  [
    "unload ('select 1 as a') to 's3://bucket/x' iam_role default maxfilesize 4 mb",
    "22023",
    "MAXFILESIZE must be between 5 MB and 6.2 GB",
  ],
])("refuses %s", async (sql, code, message) => {
  await expect(bench.client.query(sql)).rejects.toMatchObject({ code, message });
});
