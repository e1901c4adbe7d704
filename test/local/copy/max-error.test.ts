import { afterAll, beforeAll, expect, test } from "vitest";
import { type CopyBench, loadFailed, openCopyBench } from "./copy-bench.ts";

let bench: CopyBench;
beforeAll(async () => {
  bench = await openCopyBench();
});
afterAll(() => bench.close());

/** Three records to load, and three faults: a value, a stray word, two values. */
const content = '{"a":1}\n{"a":"x"}\n{"a":3}\nstray\n{"a":"y","b":"too long"}\n{"a":4}\n';
const faultLines = [2, 4, 5];

async function loadHistory() {
  const { rows } = await bench.client.query(
    "select trim(status) as status, loaded_rows::int, error_count::int from sys_load_history where query_id = pg_last_copy_id()",
  );
  return rows[0];
}

async function lastCount(): Promise<number> {
  const { rows } = await bench.client.query<{ count: string }>("select pg_last_copy_count() as count");
  return Number(rows[0]?.count);
}

test("leaves refused records out while they are fewer than MAXERROR, and says how many", async () => {
  const table = await bench.table("a integer, b varchar(4)");
  bench.takeNotices();
  await bench.copy(table, content, "json 'auto' maxerror 4");
  expect((await bench.rows(table)).map(([a]) => a)).toEqual([1, 3, 4]);
  expect((await bench.faults()).map(({ line }) => line)).toEqual(faultLines);
  expect(bench.takeNotices()).toEqual([
    `Load into table '${table}' completed, 3 record(s) could not be loaded.  Check 'sys_load_error_detail' system table for details.`,
    `Load into table '${table}' completed, 3 record(s) loaded successfully.`,
  ]);
  expect(await loadHistory()).toEqual({ status: "completed", loaded_rows: 3, error_count: 3 });
  expect(await lastCount()).toBe(3);
});

test("fails, and loads nothing, when there are as many as MAXERROR", async () => {
  const table = await bench.table("a integer, b varchar(4)");
  await expect(bench.copy(table, content, "json 'auto' maxerror 3")).rejects.toThrow(loadFailed(table));
  expect(await bench.rows(table)).toEqual([]);
  expect((await bench.faults()).map(({ line }) => line)).toEqual(faultLines);
  expect(await loadHistory()).toEqual({ status: "aborted", loaded_rows: 0, error_count: 3 });
  expect(await lastCount()).toBe(0);
});

test("reports the first fault alone without MAXERROR", async () => {
  const table = await bench.table("a integer, b varchar(4)");
  await expect(bench.copy(table, content)).rejects.toThrow(loadFailed(table));
  expect((await bench.faults()).map(({ line }) => line)).toEqual([2]);
});

test("loads what it can whatever the faults with IGNOREALLERRORS", async () => {
  const table = await bench.table("a integer, b varchar(4)");
  await bench.copy(table, content, "json 'auto' ignoreallerrors");
  expect((await bench.rows(table)).map(([a]) => a)).toEqual([1, 3, 4]);
});

test("with NOLOAD finds the faults and loads nothing", async () => {
  const table = await bench.table("a integer, b varchar(4)");
  await bench.copy(table, content, "json 'auto' noload maxerror 1000");
  expect(await bench.rows(table)).toEqual([]);
  expect((await bench.faults()).map(({ line }) => line)).toEqual(faultLines);
  await bench.copy(table, '{"a":1}', "json 'auto' noload");
  expect(await bench.rows(table)).toEqual([]);
  expect(await bench.faults()).toEqual([]);
  await expect(bench.copy(table, content, "json 'auto' noload")).rejects.toThrow(loadFailed(table));
});

test("loads the good files of a prefix and the good records of the others", async () => {
  const table = await bench.table("a integer");
  bench.put("several/1-lines", '{"a":1}\n{"a":2}\n');
  bench.put("several/2-pretty", '{\n"a":3\n}');
  bench.put("several/3-faulty", '{"a":4}\n{"a":"x"}\n');
  bench.put("several/4-broken", '{"a":5}\n{"a":\n');
  bench.put("several/5-empty", "");
  await bench.client.query(
    `copy ${table} from 's3://bucket/several/' iam_role default json 'auto' maxerror 10`,
  );
  expect((await bench.rows(table)).map(([a]) => a)).toEqual([1, 2, 3, 4, 5]);
  const { rows } = await bench.client.query(
    "select trim(file_name) as file, line_number::int as line from sys_load_error_detail where query_id = pg_last_copy_id() order by 1",
  );
  expect(rows).toEqual([
    { file: "s3://bucket/several/3-faulty", line: 2 },
    { file: "s3://bucket/several/4-broken", line: 3 },
  ]);
});

test("a failed COPY takes its transaction with it, and its faults can be read afterwards", async () => {
  const table = await bench.table("a integer");
  const { client } = bench;
  await client.query("begin");
  await client.query(`insert into ${table} values (1)`);
  await expect(bench.copy(table, '{"a":2}\n{"a":"x"}')).rejects.toThrow(loadFailed(table));
  await expect(client.query("select 1")).rejects.toMatchObject({ code: "25P02" });
  await client.query("rollback");
  expect(await bench.rows(table)).toEqual([]);
  const { rows } = await client.query(
    "select line_number::int as line from sys_load_error_detail where session_id = pg_backend_pid() order by start_time desc limit 1",
  );
  expect(rows).toEqual([{ line: 2 }]);
});

test("a COPY belongs to its transaction", async () => {
  const table = await bench.table("a integer");
  await bench.client.query("begin");
  await bench.copy(table, '{"a":1}\n{"a":\n2}');
  expect(await bench.rows(table)).toEqual([[1], [2]]);
  await bench.client.query("rollback");
  expect(await bench.rows(table)).toEqual([]);
});

test("ends with 57014 when it takes too long, whichever way it reads", async () => {
  const { client } = bench;
  const table = await bench.table("a integer");
  const lines = '{"a":1}\n'.repeat(1_000_000);
  try {
    await client.query("set statement_timeout to 60");
    for (const content of [lines, `${lines}x`]) {
      await expect(bench.copy(table, content)).rejects.toMatchObject({ code: "57014" });
    }
  } finally {
    await client.query("set statement_timeout to 0");
  }
  expect(await bench.rows(table)).toEqual([]);
});

test("does not read on when a file has more faults than may be", async () => {
  const table = await bench.table("a integer");
  const content = "not JSON\n".repeat(100_000);
  await expect(bench.copy(table, content, "json 'auto' maxerror 10")).rejects.toThrow(loadFailed(table));
  expect((await bench.faults()).map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});
