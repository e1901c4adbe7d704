import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ask, fault } from "./ask.ts";
import { useOneClient } from "./one-client.ts";

const folder = mkdtempSync(join(tmpdir(), "sparkify-refused-"));
const file = join(folder, "secret.csv");
writeFileSync(file, "a,b\n1,2\n");
afterAll(() => rmSync(folder, { recursive: true }));

const use = useOneClient();

describe("what the engine could do and Redshift cannot", () => {
  test.each([
    [`select * from '${file}'`],
    [`select * from "${file}"`],
    [`select * from read_csv('${file}')`],
    [`select * from read_text('${file}')`],
    [`select * from pg_catalog.read_csv('${file}')`],
    [`select read_blob('${file}')`],
    [`select * from glob('${folder}/*')`],
    ["select * from duckdb_settings()"],
    ["select * from duckdb_tables"],
    ["select * from sqlite_master"],
    ["select * from warehouse.public.plays"],
    ["select * from warehouse.pg_internal.objects"],
    ["select * from pg_internal.objects"],
    ["select getenv('PATH')"],
    ["select current_setting('temp_directory')"],
    ["select rs_not_zero(1)"],
    ["select rs_js_sha2('a', 256)"],
    ["select error('mine')"],
    ["select nextval('s')"],
    ["select [1, 2]"],
    ["select array_agg(1)"],
    ["select list_value(1)"],
    ["select struct_pack(a := 1)"],
    ["select x -> x + 1"],
    ["select * exclude (a) from (select 1 as a) q"],
    ["select columns(*) from (select 1 as a) q"],
    ["from plays"],
    ["values (1)"],
    ["select * from (values (1)) v"],
    ["select distinct on (a) a from (select 1 as a) q"],
    ["select 1 group by all"],
    ["select 1 order by all"],
    ["pivot t on a using sum(b)"],
    ["describe plays"],
    ["summarize plays"],
    ["pragma database_list"],
    [`attach '${file}' as other`],
    ["use warehouse"],
    ["install httpfs"],
    ["load httpfs"],
    ["checkpoint"],
    [`copy plays to '${file}'`],
    [`copy (select 1) to '${file}'`],
    [`export database '${folder}'`],
    ["create macro m() as 1"],
    ["create sequence s"],
    ["create type t as enum ('a')"],
    ["create index i on plays (a)"],
    ["set memory_limit = '1GB'"],
    ["set enable_external_access = true"],
    ["select 1::hugeint"],
    ["select 1::struct(a int)"],
    ["select '1'::json"],
    ["select sum(a) filter (where a > 1) from (select 1 as a) q"],
    ["select 1 tablesample 10%"],
  ])("%s is refused", async (sql) => {
    expect(await fault(use.client, sql)).toMatch(/^(0A000|42601|42883|42P01|3F000|42704|42703) /);
  });

  test("the session goes on after all of them", async () => {
    expect(await ask(use.client, "select 1")).toEqual([["1"]]);
  });
});

describe("what Redshift can do and the stand-in cannot", () => {
  test.each([
    ["create procedure p() as $$ begin end $$ language plpgsql", "CREATE PROCEDURE"],
    [
      "create or replace function f() returns int stable as $$ select 1 $$ language sql",
      "CREATE OR REPLACE FUNCTION",
    ],
    ["call p()", "CALL"],
    ["create user someone password 'x'", "CREATE USER"],
    ["create materialized view v as select 1", "CREATE MATERIALIZED VIEW"],
    ["create external schema s from data catalog database 'd'", "CREATE EXTERNAL SCHEMA"],
    ["analyze compression plays", "ANALYZE COMPRESSION"],
    ["grant role r to someone", "GRANT ROLE"],
    ["select a.b[0] from (select 1 as b) a", "a subscript (SUPER navigation)"],
    ["select 1 from t where a = b(+)", "the outer join operator (+)"],
    ["select * from stl_query", "system table stl_query"],
    ["show tables from schema public", "SHOW TABLES"],
    ["set datestyle to 'SQL, DMY'", "datestyle SQL, DMY"],
    ["set enable_case_sensitive_identifier to true", "setting enable_case_sensitive_identifier to on"],
    ["begin read only", "READ ONLY"],
    ["rollback to savepoint s", "a savepoint"],
  ])("%s names the construct", async (sql, construct) => {
    expect(await fault(use.client, sql)).toBe(`0A000 ${construct} is not supported by the local Redshift`);
  });

  test.each([
    ["analyze"],
    ["vacuum full plays"],
    ["grant select on all tables in schema public to group g"],
    ["revoke all on plays from public"],
  ])("%s is taken without effect", async (sql) => {
    expect(await fault(use.client, sql)).toBe("no fault");
  });
});
