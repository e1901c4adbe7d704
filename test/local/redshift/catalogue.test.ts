import { beforeAll, describe, expect, test } from "vitest";
import { ask } from "./ask.ts";
import { useOneClient } from "./one-client.ts";

const use = useOneClient();

beforeAll(async () => {
  await ask(
    use.client,
    "create table plays (id bigint not null primary key distkey, title varchar(20) default 'x', at timestamp sortkey)",
  );
  await ask(use.client, "create view late as select id, title from plays");
  await ask(use.client, "create temp table passing (n numeric(8,2))");
  await ask(use.client, "comment on table plays is 'what was played'");
  await ask(use.client, "comment on column plays.title is 'of the song'");
});

describe("the catalogue", () => {
  test("lists columns in svv_columns and information_schema.columns", async () => {
    const columns =
      "table_schema, table_name, column_name, ordinal_position, column_default, is_nullable, data_type, character_maximum_length, numeric_precision, numeric_scale";
    const rows = [
      ["pg_temp", "passing", "n", "1", null, "YES", "numeric", null, "8", "2"],
      ["public", "late", "id", "1", null, "YES", "bigint", null, "64", "0"],
      ["public", "late", "title", "2", null, "YES", "character varying", "20", null, null],
      ["public", "plays", "id", "1", null, "NO", "bigint", null, "64", "0"],
      ["public", "plays", "title", "2", "'x'", "YES", "character varying", "20", null, null],
      ["public", "plays", "at", "3", null, "YES", "timestamp without time zone", null, null, null],
    ];
    expect(await ask(use.client, `select ${columns} from svv_columns order by 1, 2, 4`)).toEqual(rows);
    expect(
      await ask(use.client, `select ${columns} from information_schema.columns order by 1, 2, 4`),
    ).toEqual(rows);
    expect(await ask(use.client, "select remarks from svv_columns where remarks is not null")).toEqual([
      ["of the song"],
    ]);
  });

  test("lists tables and views", async () => {
    expect(
      await ask(
        use.client,
        "select table_schema, table_name, table_type, remarks from svv_tables order by 2",
      ),
    ).toEqual([
      ["public", "late", "VIEW", null],
      ["pg_temp", "passing", "LOCAL TEMPORARY", null],
      ["public", "plays", "BASE TABLE", "what was played"],
    ]);
    expect(await ask(use.client, "select tablename from pg_tables where schemaname = 'public'")).toEqual([
      ["plays"],
    ]);
    expect(await ask(use.client, "select viewname, definition from pg_views")).toEqual([
      ["late", "select id, title from plays"],
    ]);
  });

  test("tells distribution, order and rows in svv_table_info", async () => {
    expect(await ask(use.client, 'select "table" from svv_table_info')).toEqual([]);
    await ask(use.client, "insert into plays values (1, 'one', null), (2, 'two', null)");
    expect(
      await ask(
        use.client,
        'select schema, "table", diststyle, sortkey1, max_varchar, tbl_rows from svv_table_info',
      ),
    ).toEqual([["public", "plays", "KEY(id)", "at", "20", "2"]]);
  });

  test("tells drivers what a table is made of", async () => {
    expect(
      await ask(
        use.client,
        `select n.nspname, c.relname, c.relkind, a.attname, a.attnum, t.typname, a.atttypmod, a.attnotnull, d.adsrc
         from pg_catalog.pg_namespace n join pg_class c on c.relnamespace = n.oid
         join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
         left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
         where c.oid = 'plays'::regclass order by a.attnum`,
      ),
    ).toEqual([
      ["public", "plays", "r", "id", "1", "int8", "-1", "t", null],
      ["public", "plays", "r", "title", "2", "varchar", "24", "f", "'x'"],
      ["public", "plays", "r", "at", "3", "timestamp", "-1", "f", null],
    ]);
  });

  test("knows slices, users, the database and who is connected", async () => {
    expect(await ask(use.client, "select slice from stv_slices order by 1")).toEqual([
      ["0"],
      ["1"],
      ["2"],
      ["3"],
    ]);
    expect(await ask(use.client, "select usename, usesuper from pg_user")).toEqual([["dwh_admin", "t"]]);
    expect(await ask(use.client, "select datname from pg_database")).toEqual([["sparkify"]]);
    expect(
      await ask(
        use.client,
        "select trim(user_name), trim(db_name) from stv_sessions where process = pg_backend_pid()",
      ),
    ).toEqual([["dwh_admin", "sparkify"]]);
  });

  test("does not see another session's uncommitted or temporary tables", async () => {
    await use.client.query("begin");
    await ask(use.client, "create table unborn (a int)");
    const other = await use.redshift.connect();
    try {
      const names = "select table_name from svv_tables order by 1";
      expect(await ask(other, names)).toEqual([["late"], ["plays"]]);
      expect(await ask(use.client, names)).toEqual([["late"], ["passing"], ["plays"], ["unborn"]]);
    } finally {
      await other.end();
      await use.client.query("rollback");
    }
  });
});

describe("settings", () => {
  test("are set, shown and reset", async () => {
    await ask(use.client, "set query_group to 'nightly'");
    await ask(use.client, "set statement_timeout = '2s'");
    await ask(use.client, "set timezone to 'America/New_York'");
    await ask(use.client, "set search_path to '$user', public, \"Odd Name\"");
    const shown = [];
    for (const name of [
      "query_group",
      "statement_timeout",
      "timezone",
      "search_path",
      "server_version",
      "datestyle",
    ]) {
      shown.push((await ask(use.client, `show ${name}`))[0]?.[0]);
    }
    expect(shown).toEqual([
      "nightly",
      "2000",
      "America/New_York",
      '$user, public, "Odd Name"',
      "8.0.2",
      "ISO, MDY",
    ]);
    expect(
      await ask(
        use.client,
        "select timestamptz '2018-07-01 12:00:00+00', '2018-01-01'::timestamp::timestamptz",
      ),
    ).toEqual([["2018-07-01 08:00:00-04", "2018-01-01 00:00:00-05"]]);
    await ask(use.client, "reset all");
    expect(await ask(use.client, "show timezone")).toEqual([["UTC"]]);
    expect((await ask(use.client, "show all")).length).toBeGreaterThan(30);
  });
});
