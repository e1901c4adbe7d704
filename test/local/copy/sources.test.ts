import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CopyBench, loadFailed, openCopyBench } from "./copy-bench.ts";

let bench: CopyBench;
beforeAll(async () => {
  bench = await openCopyBench();
});
afterAll(() => bench.close());

const JSON_AUTO = "iam_role default json 'auto'";

async function copyFrom(address: string, options = ""): Promise<unknown[]> {
  const table = await bench.table("a integer");
  await bench.client.query(`copy ${table} from '${address}' ${JSON_AUTO} ${options}`);
  return (await bench.rows(table)).map(([a]) => a);
}

test("loads every object that begins with a prefix, and one by its whole key", async () => {
  bench.put("logs/day-1.json", '{"a":1}');
  bench.put("logs/day-2.json", '{"a":2}');
  bench.put("logs/day-2/part.json", '{"a":3}');
  bench.put("logs/night.json", '{"a":4}');
  expect(await copyFrom("s3://bucket/logs/")).toEqual([1, 2, 3, 4]);
  expect(await copyFrom("s3://bucket/logs/day-2")).toEqual([2, 3]);
  expect(await copyFrom("s3://bucket/logs/night.json")).toEqual([4]);
});

test.each([
  "a*b.json",
  "a[1].json",
  "what?.json",
  "it's.json",
  "ü 😀.json",
  "{x,y}.json",
  "year=2018/a.json",
])("reads the object %s and no other", async (name) => {
  const folder = `odd-${Buffer.from(name).toString("hex")}`;
  bench.put(`${folder}/${name}`, '{"a":1}');
  bench.put(`${folder}/axb.json`, '{"a":2}');
  bench.put(`${folder}/a1.json`, '{"a":3}');
  bench.put(`${folder}/whatx.json`, '{"a":4}');
  const address = `s3://bucket/${folder}/${name}`.replaceAll("'", "''");
  expect(await copyFrom(address)).toEqual([1]);
});

test("loads the files of a manifest, and passes over a missing one that is not mandatory", async () => {
  bench.put("listed/1", '{"a":1}');
  bench.put("listed/2", '{"a":2}');
  const entries = [{ url: "s3://bucket/listed/2", mandatory: true }, { url: "s3://bucket/listed/none" }];
  bench.put("some.manifest", JSON.stringify({ entries }));
  expect(await copyFrom("s3://bucket/some.manifest", "manifest")).toEqual([2]);
});

test.each([
  [
    "a mandatory file is missing",
    '{"entries":[{"url":"s3://bucket/none","mandatory":true}]}',
    "S3ServiceException: The specified key does not exist.",
  ],
  [
    "no file is there",
    '{"entries":[{"url":"s3://bucket/none"}]}',
    "No file of manifest 's3://bucket/wrong.manifest' exists",
  ],
  [
    "it has no entries",
    "{}",
    "Problem reading manifest file 's3://bucket/wrong.manifest': it has no array \"entries\"",
  ],
  [
    "an entry has no address",
    '{"entries":[{}]}',
    "Problem reading manifest file 's3://bucket/wrong.manifest': an entry has no \"url\"",
  ],
  [
    "an entry is a bucket",
    '{"entries":[{"url":"s3://bucket"}]}',
    "Problem reading manifest file 's3://bucket/wrong.manifest': \"s3://bucket\" is not the full path of an object",
  ],
])("refuses a manifest when %s", async (_, manifest, message) => {
  bench.put("wrong.manifest", manifest);
  await expect(copyFrom("s3://bucket/wrong.manifest", "manifest")).rejects.toMatchObject({
    code: "XX000",
    message,
  });
});

test("refuses a prefix, a manifest or a jsonpaths file that is not there", async () => {
  const table = await bench.table("a integer");
  await expect(copyFrom("s3://bucket/nowhere/")).rejects.toMatchObject({
    code: "XX000",
    message: "The specified S3 prefix 'nowhere/' does not exist",
  });
  const missing = { code: "XX000", message: "S3ServiceException: The specified key does not exist." };
  await expect(copyFrom("s3://bucket/nowhere", "manifest")).rejects.toMatchObject(missing);
  await expect(bench.copy(table, "{}", "json 's3://bucket/nowhere'")).rejects.toMatchObject(missing);
});

test.each(["s3://bucket/../secret", "s3://bucket/a/../../secret", "s3://../secret"])(
  "does not leave the folder for %s",
  async (address) => {
    await expect(copyFrom(address)).rejects.toMatchObject({
      code: expect.stringMatching(/^(22023|XX000)$/),
    });
    bench.put("leads-out.manifest", JSON.stringify({ entries: [{ url: address }] }));
    await expect(copyFrom("s3://bucket/leads-out.manifest", "manifest")).rejects.toMatchObject({
      code: "22023",
    });
  },
);

test.each([
  ["gzip", "gzip", gzipSync('{"a":1}\n{"a":2}\n')],
  ["gzip in two members", "gzip", Buffer.concat([gzipSync('{"a":1}\n'), gzipSync('{"a":2}\n')])],
  ["gzip with CRLF line ends", "gzip", gzipSync('{"a":1}\r\n{"a":2}\r\n')],
  ["zstd", "zstd", zstdCompressSync('{"a":1}\n{"a":2}\n')],
])("unpacks %s", async (_, option, content) => {
  const table = await bench.table("a integer");
  await bench.copy(table, content, `json 'auto' ${option}`);
  expect(await bench.rows(table)).toEqual([[1], [2]]);
});

test("names the line of a fault in a gzip file", async () => {
  const table = await bench.table("a integer");
  const content = gzipSync('{"a":1}\n{"a":"x"}\n');
  await expect(bench.copy(table, content, "json 'auto' gzip")).rejects.toThrow(loadFailed(table));
  expect((await bench.faults()).map(({ line, column }) => [line, column])).toEqual([[2, "a"]]);
});

test.each([
  ["a gzip file that was cut at a line's end", gzipSync('{"a":1}\n'.repeat(5000)).subarray(0, -20)],
  ["a gzip file that was cut in its first bytes", gzipSync('{"a":1}\n').subarray(0, 12)],
  ["a file that is not gzip", Buffer.from('{"a":1}\n')],
])("refuses %s, whatever MAXERROR says", async (_, content) => {
  const table = await bench.table("a integer");
  await expect(bench.copy(table, content, "json 'auto' gzip maxerror 100")).rejects.toThrow(
    loadFailed(table),
  );
  expect((await bench.faults()).at(-1)).toMatchObject({
    code: 1216,
    message: expect.stringMatching(/^Cannot decompress: /),
  });
});

test("shows what was loaded in the system views", async () => {
  const table = await bench.table("a integer");
  const key = `long/${"k".repeat(260)}`;
  bench.put(`${key.slice(0, 200)}/${"n".repeat(100)}`, '{"a":1}\n{"a":2}\n');
  await bench.client.query(`copy ${table} from 's3://bucket/long/' ${JSON_AUTO}`);
  const { rows: history } = await bench.client.query(
    `select query_id = pg_last_copy_id() as last, session_id = pg_backend_pid() as own, trim(status) as status,
        trim(table_name) as table_name, trim(data_source) as source, trim(file_format) as format,
        loaded_rows::int, source_file_count, source_file_bytes::int, error_count::int,
        start_time <= end_time as ended, duration >= 0 as timed
    from sys_load_history order by query_id desc limit 1`,
  );
  expect(history).toEqual([
    {
      last: true,
      own: true,
      status: "completed",
      table_name: table,
      source: "s3://bucket/long/",
      format: "json",
      loaded_rows: 2,
      source_file_count: 1,
      source_file_bytes: 16,
      error_count: 0,
      ended: true,
      timed: true,
    },
  ]);
  const { rows: detail } = await bench.client.query(
    `select octet_length(trim(file_name)) as name_bytes, lines_scanned::int, bytes_scanned::int,
        trim(file_etag) ~ '^[0-9a-f]+-10$' as has_etag
    from sys_load_detail where query_id = pg_last_copy_id()`,
  );
  expect(detail).toEqual([{ name_bytes: 256, lines_scanned: 2, bytes_scanned: 16, has_etag: true }]);
});

test("keeps the raw line and value for stl_load_errors", async () => {
  const table = await bench.table("a varchar(3), n numeric(8,2)");
  const content = '{"a":"four","n":1}\n{"a":"x","n":"y"}';
  await bench.copy(table, content, "json 'auto' maxerror 9");
  const { rows } = await bench.client.query(
    `select line_number::int as line, trim(colname) as name, trim(type) as type, trim(col_length) as length,
        trim(raw_line) as raw_line, trim(raw_field_value) as value, err_code, trim(err_reason) as reason
    from stl_load_errors where query = pg_last_copy_id() order by 1`,
  );
  expect(rows).toEqual([
    {
      line: 1,
      name: "a",
      type: "varchar",
      length: "3",
      raw_line: '{"a":"four","n":1}',
      value: "four",
      err_code: 1204,
      reason: "String length exceeds DDL length",
    },
    {
      line: 2,
      name: "n",
      type: "numeric",
      length: "8, 2",
      raw_line: '{"a":"x","n":"y"}',
      value: "y",
      err_code: 1207,
      reason: "Invalid digit, Value 'y', Pos 0, Type: Decimal",
    },
  ]);
});
