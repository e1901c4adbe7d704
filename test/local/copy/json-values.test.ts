import { afterAll, beforeAll, expect, test } from "vitest";
import { type CopyBench, openCopyBench } from "./copy-bench.ts";

let bench: CopyBench;
beforeAll(async () => {
  bench = await openCopyBench();
});
afterAll(() => bench.close());

/** Loads one value and returns it as the server's text. */
async function load(type: string, value: string, options = "json 'auto'"): Promise<string | null> {
  const table = await bench.table(`v ${type}`);
  await bench.copy(table, `{"v":${value}}`, options);
  const { rows } = await bench.client.query<{ v: string | null }>({
    text: `select v from ${table}`,
    types: { getTypeParser: () => (text: unknown) => String(text) },
  });
  return rows[0]?.v ?? null;
}

test.each([
  ["integer", "17", "17"],
  ["integer", '"17"', "17"],
  ["integer", "-2147483648", "-2147483648"],
  ["bigint", "9223372036854775807", "9223372036854775807"],
  ["integer", '""', null],
  ["integer", '"  "', null],
  ["double precision", "1e5", "100000"],
  ["double precision", '"-.5"', "-0.5"],
  ["double precision", '"NaN"', "NaN"],
  ["double precision", '""', null],
  ["numeric(6,2)", "20.259", "20.25"],
  ["numeric(6,2)", '"-20.259"', "-20.25"],
  ["numeric(6,2)", "1e2", "100.00"],
  ["numeric(6,0)", "20.9", "20"],
  ["boolean", "true", "t"],
  ["boolean", '"No"', "f"],
  ["boolean", "1", "t"],
  ["date", '"2018-11-01"', "2018-11-01"],
  ["date", '"2018-11-01 10:11:12"', "2018-11-01"],
  ["timestamp", '"2018-11-01 10:11:12.5"', "2018-11-01 10:11:12.5"],
  ["varchar(20)", "112", "112"],
  ["varchar(20)", "true", "true"],
  ["varchar(20)", '{"x": [1, null]}', '{"x":[1,null]}'],
  ["varchar(20)", "null", null],
  ["varchar(20)", '""', ""],
  ["varchar(20)", '"a\\nb\\t\\\\"', "a\nb\t\\"],
  ["varchar(4)", '"éé"', "éé"],
])("loads into %s the value %s", async (type, value, text) => {
  expect(await load(type, value)).toBe(text);
});

test.each([
  ["timestamp", "epochmillisecs", "1541105830796", "2018-11-01 20:57:10.796"],
  ["timestamp", "epochmillisecs", '"-1"', "1969-12-31 23:59:59.999"],
  ["timestamp", "epochmillisecs", '""', null],
  ["timestamptz", "epochmillisecs", "1541105830796", "2018-11-01 20:57:10.796+00"],
  ["timestamp", "epochsecs", "1541105830", "2018-11-01 20:57:10"],
  ["timestamp", "auto", '"2019-02-11T05:09:12.195Z"', "2019-02-11 05:09:12.195"],
  ["timestamp", "auto", '"19960108 040809"', "1996-01-08 04:08:09"],
  ["timestamp", "auto", '"2018-01-02"', "2018-01-02 00:00:00"],
  ["timestamp", "DD.MM.YYYY HH:MI", '"02.01.2018 03:04"', "2018-01-02 03:04:00"],
  ["timestamp", "MM/DD/YY HH12:MI:SS AM", '"01/02/18 03:04:05 PM"', "2018-01-02 15:04:05"],
  ["timestamp", "YYYY-MM-DD HH24:MI:SS", '"2018-01-02 03:04:05.678"', "2018-01-02 03:04:05.678"],
])("reads a %s by timeformat '%s' from %s", async (type, format, value, text) => {
  expect(await load(type, value, `json 'auto' timeformat '${format}'`)).toBe(text);
});

test.each([
  ["MM-DD-YYYY", '"11-30-2018"', "2018-11-30"],
  ["MON DD YYYY", '"Nov 30 2018"', "2018-11-30"],
  ["auto", '"11/30/2018"', "2018-11-30"],
])("reads a date by dateformat '%s' from %s", async (format, value, text) => {
  expect(await load("date", value, `json 'auto' dateformat as '${format}'`)).toBe(text);
});

test.each([
  ["varchar(4)", '"ééé"', "truncatecolumns", "éé"],
  ["varchar(5)", '"ééé"', "truncatecolumns", "éé"],
  ["varchar(5)", '"  "', "blanksasnull", null],
  ["varchar(5)", '""', "emptyasnull", null],
  ["varchar(5)", '" "', "emptyasnull", " "],
  ["numeric(4,2)", "1.999", "roundec", "2.00"],
])("loads into %s the value %s with %s", async (type, value, option, text) => {
  expect(await load(type, value, `json 'auto' ${option}`)).toBe(text);
});

test("puts a character in place of each byte that is not UTF-8 with ACCEPTINVCHARS", async () => {
  const table = await bench.table("v varchar(10)");
  const content = Buffer.concat([Buffer.from('{"v":"é'), Buffer.from([0xff, 0xe9]), Buffer.from('y"}')]);
  await bench.copy(table, content, "json 'auto' acceptinvchars");
  await bench.copy(table, content, "json 'auto' acceptinvchars as '^'");
  expect(await bench.rows(table)).toEqual([["é??y"], ["é^^y"]]);
});

test("does not know a part of a time pattern: 0A000", async () => {
  await expect(load("timestamp", '"1"', "json 'auto' timeformat 'J'")).rejects.toMatchObject({
    code: "0A000",
    message: 'COPY date or time format "J" is not supported by the local Redshift',
  });
});
