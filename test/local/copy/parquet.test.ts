import { afterAll, beforeAll, expect, test } from "vitest";
import { type CopyBench, openCopyBench } from "./copy-bench.ts";

let bench: CopyBench;
beforeAll(async () => {
  bench = await openCopyBench();
});
afterAll(() => bench.close());

async function unload(query: string, name: string): Promise<string> {
  const address = `s3://bucket/${name}/`;
  await bench.client.query(
    `unload ('${query.replaceAll("'", "''")}') to '${address}' iam_role default parquet`,
  );
  return address;
}

function copyParquet(table: string, address: string): Promise<unknown> {
  return bench.client.query(`copy ${table} from '${address}' iam_role default format as parquet`);
}

test("loads columns by their order", async () => {
  const table = await bench.table("a integer, b varchar(5), c numeric(6,2), d timestamp, e boolean, f date");
  const address = await unload(
    "select 1 as x, 'éé'::varchar(9) as y, 1.5::numeric(8,2) as z, '2018-11-01 10:11:12.5'::timestamp as t, true as u, '2018-11-01'::date as v",
    "all-types",
  );
  await copyParquet(table, address);
  const { rows } = await bench.client.query(
    `select a, b, c::varchar, d::varchar, e, f::varchar from ${table}`,
  );
  expect(rows).toEqual([{ a: 1, b: "éé", c: "1.50", d: "2018-11-01 10:11:12.5", e: true, f: "2018-11-01" }]);
});

test.each([
  [
    "a integer, b integer",
    "select 1 as a",
    "XX000",
    "Unmatched number of columns between table and file. Table columns: 2, Data columns: 1",
  ],
  ["a integer", "select 1::bigint as a", "XX000", 'Column "a" has an incompatible Parquet schema: BIGINT'],
  ["a varchar(2)", "select 'xyz'::varchar(9) as a", "22001", "String length exceeds DDL length: column a"],
  ["a integer not null", "select null::integer as a", "23502", "Missing data for not-null field: column a"],
])("refuses a file that does not fit (%s)", async (columns, query, code, reason) => {
  const table = await bench.table(columns);
  const address = await unload(query, table);
  await expect(copyParquet(table, address)).rejects.toMatchObject({
    code,
    message: `Spectrum Scan Error. ${reason}`,
  });
});
