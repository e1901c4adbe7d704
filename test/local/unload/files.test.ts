import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openUnloadBench, type UnloadBench } from "./unload-bench.ts";

let bench: UnloadBench;
let folder: string;
let tests = 0;
beforeAll(async () => {
  bench = await openUnloadBench();
  await bench.client.query("create table plays (id integer, year integer, name varchar(20))");
  await bench.client.query(
    "insert into plays values (1, 2018, 'a'), (2, 2018, 'b/c d=é'), (3, null, 'a'), (4, 2019, null)",
  );
});
afterAll(() => bench.close());
beforeEach(() => {
  tests += 1;
  folder = `test-${tests}/`;
});

const NOT_EMPTY =
  "Specified unload destination on S3 is not empty. Consider using a different bucket / prefix, manually removing the target files in S3, or using the ALLOWOVERWRITE option.";

test.each([
  ["", ["0000_part_00"]],
  ["parquet", ["0000_part_00.parquet"]],
  ["csv gzip", ["0000_part_00.gz"]],
  ["json zstd", ["0000_part_00.zst"]],
  ["parquet parallel off", ["000.parquet"]],
  ["csv parallel off extension 'csv'", ["000.csv"]],
  ["csv manifest", ["0000_part_00", "manifest"]],
])("names the files of '%s' as Redshift does", async (options, names) => {
  await bench.unload("select id from plays", folder, options);
  expect(bench.keys(folder)).toEqual(names);
});

test("begins the files' names with the whole prefix", async () => {
  await bench.unload("select id from plays", `${folder}plays_`, "manifest");
  expect(bench.keys(folder)).toEqual(["plays_0000_part_00", "plays_manifest"]);
});

test("says how much it unloaded, and remembers it", async () => {
  bench.takeNotices();
  await bench.unload("select id from plays", folder, "format as parquet");
  expect(bench.takeNotices()).toEqual(["UNLOAD completed, 4 record(s) unloaded successfully."]);
  const { rows } = await bench.client.query(
    `select trim(status) as status, trim(file_format) as format, unloaded_rows::int as rows,
        unloaded_files_count::int as files, unloaded_files_size > 0 as size,
        trim(unloaded_location) as location, pg_last_unload_count()::int as last
    from sys_unload_history where query_id = pg_last_unload_id()`,
  );
  const location = `s3://bucket/${folder}`;
  expect(rows).toEqual([
    { status: "completed", format: "parquet", rows: 4, files: 1, size: true, location, last: 4 },
  ]);
});

test("does not write where something is already", async () => {
  await bench.unload("select id from plays", folder);
  const again = bench.unload("select id from plays where id = 1", folder);
  await expect(again).rejects.toMatchObject({ code: "XX000", message: NOT_EMPTY });
  expect(bench.text(`${folder}0000_part_00`)).toBe("1\n2\n3\n4\n");
});

test("replaces files with ALLOWOVERWRITE, and lets others be", async () => {
  bench.put(`${folder}other`, "");
  await bench.unload("select id from plays", folder, "allowoverwrite");
  await bench.unload("select id from plays where id = 1", folder, "allowoverwrite");
  expect(bench.keys(folder)).toEqual(["0000_part_00", "other"]);
  expect(bench.text(`${folder}0000_part_00`)).toBe("1\n");
});

test("empties the place first with CLEANPATH", async () => {
  bench.put(`${folder}deep/other`, "");
  await bench.unload("select id from plays", folder, "cleanpath");
  expect(bench.keys(folder)).toEqual(["0000_part_00"]);
});

test("writes no file for no rows", async () => {
  await bench.unload("select id from plays where false", folder, "parquet manifest");
  expect(bench.keys(folder)).toEqual(["manifest"]);
  expect(JSON.parse(bench.text(`${folder}manifest`))).toEqual({ entries: [] });
});

test("puts each partition in a folder, and its columns only there", async () => {
  await bench.unload("select * from plays", folder.slice(0, -1), "parquet partition by (year, name)");
  expect(bench.keys(folder)).toEqual([
    "year=2018/name=a/0000_part_00.parquet",
    "year=2018/name=b%2Fc d%3Dé/0000_part_00.parquet",
    "year=2019/name=__HIVE_DEFAULT_PARTITION__/0000_part_00.parquet",
    "year=__HIVE_DEFAULT_PARTITION__/name=a/0000_part_00.parquet",
  ]);
  expect(await bench.parquet(`${folder}year=2018/name=a/0000_part_00.parquet`)).toEqual([{ id: 1 }]);
});

test("leaves the partition columns in the files with INCLUDE", async () => {
  await bench.unload("select id, year from plays", folder, "parquet partition by (year) include");
  expect(await bench.parquet(`${folder}year=__HIVE_DEFAULT_PARTITION__/0000_part_00.parquet`)).toEqual([
    { id: 3, year: null },
  ]);
});

test("partitions text as well, each file with its header", async () => {
  await bench.unload("select * from plays", folder, "csv header partition by (year) parallel off");
  expect(bench.keys(folder)).toEqual([
    "year=2018/000",
    "year=2019/000",
    "year=__HIVE_DEFAULT_PARTITION__/000",
  ]);
  expect(bench.text(`${folder}year=2019/000`)).toBe("id,name\n4,\n");
});

test("with CLEANPATH empties only the partitions that get new files", async () => {
  await bench.unload("select * from plays", folder, "parquet partition by (year)");
  bench.put(`${folder}year=2018/stray`, "");
  await bench.unload(
    "select * from plays where year = 2018",
    folder,
    "parquet partition by (year) cleanpath",
  );
  expect(bench.keys(folder)).toEqual([
    "year=2018/0000_part_00.parquet",
    "year=2019/0000_part_00.parquet",
    "year=__HIVE_DEFAULT_PARTITION__/0000_part_00.parquet",
  ]);
});

test("lists files, sizes, rows and columns in a verbose manifest, which COPY takes", async () => {
  const query = "select id, name, 1.5::numeric(8,2) as n from plays";
  await bench.unload(query, folder, "parquet manifest verbose partition by (name)");
  const manifest = JSON.parse(bench.text(`${folder}manifest`));
  const counts = manifest.entries.map(({ url, meta }: { url: string; meta: { record_count: number } }) => [
    url,
    meta.record_count,
  ]);
  expect(counts).toEqual([
    [`s3://bucket/${folder}name=__HIVE_DEFAULT_PARTITION__/0000_part_00.parquet`, 1],
    [`s3://bucket/${folder}name=a/0000_part_00.parquet`, 2],
    [`s3://bucket/${folder}name=b%2Fc d%3Dé/0000_part_00.parquet`, 1],
  ]);
  expect(manifest.meta.record_count).toBe(4);
  expect(manifest.schema.elements).toEqual([
    { name: "id", type: { base: "integer" } },
    { name: "name", type: { base: "character varying", max_length: 20 } },
    { name: "n", type: { base: "numeric", precision: 8, scale: 2 } },
  ]);
  expect(manifest.author).toEqual({ name: "Amazon Redshift", version: "1.0.0" });
  const table = await bench.table("id integer, n numeric(8,2)");
  await bench.client.query(
    `copy ${table} from 's3://bucket/${folder}manifest' iam_role default parquet manifest`,
  );
  expect((await bench.rows(table)).map(([id]) => id)).toEqual([1, 2, 3, 4]);
});

test("splits files at MAXFILESIZE, and keeps the query's order in one file", async () => {
  const digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => `(${digit})`).join(", ");
  await bench.client.query("create table digits (n integer)");
  await bench.client.query(`insert into digits values ${digits}`);
  const thousands = "select a.n * 100 + b.n * 10 + c.n as i from digits a, digits b, digits c";
  const query = `select x.i * 1000 + y.i as id, md5(x.i::varchar) as m from (${thousands}) x, (${thousands}) y where x.i < 300 order by 1`;
  await bench.unload(query, `${folder}split/`, "csv maxfilesize 5 mb");
  const keys = bench.keys(`${folder}split/`);
  expect(keys.slice(0, 2)).toEqual(["0000_part_00", "0000_part_01"]);
  const split = keys.flatMap((key) => linesOf(`${folder}split/${key}`));
  expect(new Set(split).size).toBe(300_000);
  await bench.unload(query, `${folder}whole/`, "csv parallel off");
  const whole = linesOf(`${folder}whole/000`);
  expect(whole).toHaveLength(300_000);
  expect(whole.findIndex((line, index) => !line.startsWith(`${index},`))).toBe(-1);
  const ordered = bench.unload(query, `${folder}both/`, "csv parallel off maxfilesize 5 mb");
  await expect(ordered).rejects.toMatchObject({ code: "0A000" });
});

function linesOf(key: string): string[] {
  return bench.text(key).trimEnd().split("\n");
}

test("a failed query leaves no file", async () => {
  await expect(bench.unload("select 1/0 as a", folder)).rejects.toMatchObject({ code: "22012" });
  await expect(bench.unload("select nothing from plays", folder)).rejects.toMatchObject({
    code: "42703",
  });
  expect(() => bench.keys(folder)).toThrow("ENOENT");
});
