import { afterAll, beforeAll, expect, test } from "vitest";
import { type CopyBench, openCopyBench } from "./copy-bench.ts";

let bench: CopyBench;
beforeAll(async () => {
  bench = await openCopyBench();
  bench.put("one.json", '{"a":1}');
  bench.put("paths.json", '{"jsonpaths":["$.a"]}');
  bench.put("one.manifest", '{"entries":[{"url":"s3://bucket/one.json","mandatory":true}]}');
});
afterAll(() => bench.close());

test.each([
  "iam_role 'arn:aws:iam::123456789012:role/x' region 'us-west-2' format as json 'auto'",
  "iam_role default json",
  "IAM_ROLE DEFAULT FORMAT JSON AS 'auto' COMPUPDATE OFF STATUPDATE OFF",
  "credentials 'aws_iam_role=arn:aws:iam::123456789012:role/x' json 'auto' compupdate preset statupdate on",
  "with credentials as 'aws_access_key_id=k;aws_secret_access_key=s' json 'auto' compupdate",
  "access_key_id 'k' secret_access_key 's' session_token 't' json 'auto' comprows 100000",
  "json 'auto' maxerror as 10 acceptinvchars encoding utf8 iam_role default; ",
  "iam_role default json 's3://bucket/paths.json' -- a comment",
])("understands %s", async (options) => {
  const table = await bench.table("a integer");
  await bench.client.query(`copy ${table} from 's3://bucket/one.json' ${options}`);
  expect(await bench.rows(table)).toEqual([[1]]);
});

test("understands what the job sends, dry runs too", async () => {
  const table = await bench.table("a integer");
  const statement = `copy public.${table} (
      a
  )
  from 's3://bucket/one.manifest'
  iam_role 'arn:aws:iam::123456789012:role/x'
  region 'us-west-2'
  format as json 's3://bucket/paths.json'
  manifest

  timeformat 'epochmillisecs'
  compupdate off
  statupdate off
  `;
  const { command } = await bench.client.query(`${statement};`);
  expect(command).toBe("COPY");
  await bench.client.query(`${statement} noload maxerror 1000;`);
  expect(await bench.rows(table)).toEqual([[1]]);
});

test.each([
  ["json 'auto'", "42601", "COPY needs an authorization clause"],
  ["iam_role json 'auto'", "42601", 'syntax error at or near "json"'],
  ["iam_role default jsn 'auto'", "42601", 'syntax error at or near "jsn"'],
  ["iam_role default json 'Auto'", "22023", '"Auto" is not an address of the form s3://bucket/key'],
  ["iam_role default json 'auto' maxerror 100001", "22023", "MAXERROR must be between 0 and 100000"],
  ["iam_role default csv delimiter 'ab'", "22023", '"ab" is not a single ASCII character'],
  ["iam_role default bzip2", "0A000", "COPY option BZIP2 is not supported by the local Redshift"],
  ["iam_role default lzop", "0A000", "COPY option LZOP is not supported by the local Redshift"],
  ["iam_role default format as orc", "0A000", "COPY option ORC is not supported by the local Redshift"],
  ["iam_role default avro 'auto'", "0A000", "COPY option AVRO is not supported by the local Redshift"],
  [
    "iam_role default encoding as 'utf16'",
    "0A000",
    "COPY encoding utf16 is not supported by the local Redshift",
  ],
  ["iam_role default json 'noshred'", "0A000", "COPY JSON 'noshred' is not supported by the local Redshift"],
  [
    "iam_role default json 'auto' null as 'x'",
    "0A000",
    "COPY option NULL AS with format JSON is not supported by the local Redshift",
  ],
  [
    "iam_role default csv removequotes",
    "0A000",
    "COPY option REMOVEQUOTES with format CSV is not supported by the local Redshift",
  ],
  [
    "iam_role default parquet maxerror 5",
    "0A000",
    "COPY option MAXERROR with format PARQUET is not supported by the local Redshift",
  ],
])("refuses %s: %s", async (options, code, message) => {
  const table = await bench.table("a integer");
  await expect(
    bench.client.query(`copy ${table} from 's3://bucket/one.json' ${options}`),
  ).rejects.toMatchObject({ code, message });
});

test.each([
  ["nowhere from 's3://bucket/one.json'", "42P01"],
  ["t1 (zz) from 's3://bucket/one.json'", "42703"],
  ["t1 (a, a) from 's3://bucket/one.json'", "42701"],
  ["t1 from 'dynamodb://table'", "0A000"],
  ["t1 from 'one.json'", "22023"],
  ["t1 from 's3://'", "22023"],
])("refuses copy %s: %s", async (target, code) => {
  await bench.client.query("create table if not exists t1 (a integer)");
  await expect(bench.client.query(`copy ${target} iam_role default json 'auto'`)).rejects.toMatchObject({
    code,
  });
});
