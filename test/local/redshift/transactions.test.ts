import type pg from "pg";
import { beforeEach, describe, expect, test } from "vitest";
import { ask, askOne, fault } from "./ask.ts";
import { useOneClient } from "./one-client.ts";

const use = useOneClient();

beforeEach(async () => {
  await ask(use.client, "drop table if exists t");
  await ask(use.client, "create table t (a int)");
  await ask(use.client, "insert into t values (1)");
});

async function withOther<Result>(work: (other: pg.Client) => Promise<Result>): Promise<Result> {
  const other = await use.redshift.connect();
  try {
    return await work(other);
  } finally {
    await other.end();
  }
}

async function tag(sql: string): Promise<string> {
  return (await use.client.query(sql)).command;
}

const ABORTED = "25P02 current transaction is aborted, commands ignored until end of transaction block";

describe("a transaction block", () => {
  test("shows others nothing before its commit, and keeps its own view of others", async () => {
    await withOther(async (other) => {
      await use.client.query("begin");
      await ask(use.client, "insert into t values (2)");
      expect(await askOne(use.client, "select count(*) from t")).toBe("2");
      expect(await askOne(other, "select count(*) from t")).toBe("1");
      await other.query("begin");
      expect(await askOne(other, "select count(*) from t")).toBe("1");
      expect(await tag("commit")).toBe("COMMIT");
      expect(await askOne(other, "select count(*) from t")).toBe("1");
      await other.query("end");
      expect(await askOne(other, "select count(*) from t")).toBe("2");
    });
  });

  test.each([
    ["of the text", "selec 1"],
    ["of a name", "select nosuch from t"],
    ["while it runs", "select 1 / count(*) from t"],
    ["of what is not supported", "select json_parse('1')"],
  ])("that met a fault %s takes nothing but its end, and COMMIT answers ROLLBACK", async (_what, sql) => {
    await use.client.query("begin");
    await ask(use.client, "delete from t");
    expect(await fault(use.client, sql)).not.toBe("no fault");
    expect(await fault(use.client, "select 1")).toBe(ABORTED);
    expect(await fault(use.client, "select $1::int", ["1"])).toBe(ABORTED);
    expect(await tag("commit")).toBe("ROLLBACK");
    expect(await askOne(use.client, "select count(*) from t")).toBe("1");
  });

  test("takes back tables, columns, views and schemas with its rows", async () => {
    await use.client.query("begin");
    await ask(use.client, "alter table t add column b int default 7");
    await ask(use.client, "create table made (x int)");
    await ask(use.client, "create temp table passing (x int)");
    await ask(use.client, "create schema corner");
    await ask(use.client, "create view corner.v as select * from t");
    expect(await ask(use.client, "select * from corner.v")).toEqual([["1", "7"]]);
    expect(await tag("rollback")).toBe("ROLLBACK");
    expect(await ask(use.client, "select * from t")).toEqual([["1"]]);
    expect(await fault(use.client, "select * from made")).toBe('42P01 relation "made" does not exist');
    expect(await fault(use.client, "select * from passing")).toBe('42P01 relation "passing" does not exist');
    expect(await fault(use.client, "select * from corner.v")).toBe('3F000 schema "corner" does not exist');
    await ask(use.client, "create table made (y int)");
    await ask(use.client, "drop table made");
  });

  test("takes back settings", async () => {
    await use.client.query("begin");
    await use.client.query("set query_group to 'inside'");
    await use.client.query("rollback");
    expect(await askOne(use.client, "show query_group")).toBe("default");
    await use.client.query("begin");
    await use.client.query("set local query_group to 'local'");
    expect(await askOne(use.client, "show query_group")).toBe("local");
    await use.client.query("commit");
    expect(await askOne(use.client, "show query_group")).toBe("default");
  });

  test("may delete and insert the same keys", async () => {
    await use.client.query("begin");
    for (let round = 0; round < 3; round += 1) {
      await ask(use.client, "delete from t");
      await ask(use.client, "insert into t values (1)");
    }
    await use.client.query("commit");
    expect(await ask(use.client, "select a from t")).toEqual([["1"]]);
  });

  test("ends with the connection", async () => {
    await withOther(async (other) => {
      await other.query("begin");
      await ask(other, "delete from t");
    });
    expect(await askOne(use.client, "select count(*) from t")).toBe("1");
  });

  test("that is none gets a warning, not an error", async () => {
    const warnings: unknown[] = [];
    const note = ({ severity, code }: { severity?: string | undefined; code?: string | undefined }) =>
      warnings.push([severity, code]);
    use.client.on("notice", note);
    expect(await tag("commit")).toBe("COMMIT");
    expect(await tag("rollback")).toBe("ROLLBACK");
    await use.client.query("begin; begin; commit");
    use.client.off("notice", note);
    expect(warnings).toEqual([
      ["WARNING", "25P01"],
      ["WARNING", "25P01"],
      ["WARNING", "25001"],
    ]);
  });

  test("has no place for VACUUM", async () => {
    await use.client.query("begin");
    expect(await fault(use.client, "vacuum t")).toBe("25001 VACUUM cannot run inside a transaction block");
    await use.client.query("rollback");
  });
});

describe("several statements in one query", () => {
  test("are one transaction", async () => {
    expect(await fault(use.client, "insert into t values (2); select 1 / 0; insert into t values (3)")).toBe(
      "22012 division by zero",
    );
    expect(await ask(use.client, "select a from t order by a")).toEqual([["1"]]);
    await use.client.query("insert into t values (2); insert into t values (3)");
    expect(await askOne(use.client, "select count(*) from t")).toBe("3");
  });

  test("unless they begin and end their own", async () => {
    await fault(
      use.client,
      "begin; insert into t values (2); commit; insert into t values (3); select 1 / 0",
    );
    expect(await ask(use.client, "select a from t order by a")).toEqual([["1"], ["2"]]);
    await use.client.query("insert into t values (4); begin; insert into t values (5)");
    await use.client.query("rollback");
    expect(await ask(use.client, "select a from t order by a")).toEqual([["1"], ["2"]]);
  });
});

describe("rows that are still to be read", () => {
  test("outlive other statements of their transaction", async () => {
    await use.client.query("begin");
    await ask(use.client, "declare c cursor for select generate_series from generate_series(1, 5000)");
    expect((await ask(use.client, "fetch 2 from c")).length).toBe(2);
    await ask(use.client, "insert into t values (2)");
    expect((await ask(use.client, "fetch forward all from c")).length).toBe(4998);
    expect(await ask(use.client, "fetch next from c")).toEqual([]);
    await ask(use.client, "close c");
    expect(await fault(use.client, "fetch 1 from c")).toBe('34000 cursor "c" does not exist');
    await use.client.query("rollback");
    expect(await fault(use.client, "declare c cursor for select 1")).toBe(
      "25P01 DECLARE CURSOR may only be used in transaction blocks",
    );
  });

  test("may be many", async () => {
    const rows = await ask(
      use.client,
      "select a, 'row ' || b from generate_series(1, 300) a, generate_series(1, 300) b",
    );
    expect(rows.length).toBe(90_000);
    expect(new Set(rows.map((row) => row.join())).size).toBe(90_000);
  });
});

describe("prepared statements", () => {
  test("of SQL take and keep their parameters", async () => {
    await ask(use.client, "prepare more (int, varchar) as select a + $1, $2 from t where a = $1");
    expect(await ask(use.client, "execute more (1, 'x')")).toEqual([["2", "x"]]);
    expect(await fault(use.client, "execute more (1)")).toBe(
      '42601 wrong number of parameters for prepared statement "more"',
    );
    await ask(use.client, "deallocate more");
    expect(await fault(use.client, "execute more (1, 'x')")).toBe(
      '26000 prepared statement "more" does not exist',
    );
  });

  test("of the protocol get the types of what they stand beside", async () => {
    await ask(
      use.client,
      "create temp table kinds (i int, b bigint, n numeric(8,2), f float, v varchar(5), at timestamp, ok bool, d date)",
    );
    const values = [
      1,
      "9007199254740993",
      "12.345",
      1.5,
      "abc",
      new Date(Date.UTC(2018, 10, 1, 20, 57, 10, 796)),
      true,
      "2018-11-01",
    ];
    await ask(use.client, "insert into kinds values ($1, $2, $3, $4, $5, $6, $7, $8)", values);
    await ask(
      use.client,
      "insert into kinds values ($1, $2, $3, $4, $5, $6, $7, $8)",
      new Array(8).fill(null),
    );
    const found = await ask(
      use.client,
      "select * from kinds where i = $1 and v = $2 and at >= $3 and n between $4 and $5",
      [1, "abc", "2018-11-01", 12, "12.35"],
    );
    expect(found).toEqual([
      ["1", "9007199254740993", "12.35", "1.5", "abc", "2018-11-01 20:57:10.796", "t", "2018-11-01"],
    ]);
    expect(await fault(use.client, "select * from kinds where i = $1", ["x"])).toBe(
      '22P02 invalid input syntax for integer: "x"',
    );
    expect(await ask(use.client, "select count(*) from kinds limit $1", [1])).toEqual([["2"]]);
  });
});
