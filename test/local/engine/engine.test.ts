import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EngineConnection } from "../../../local/engine/engine-connection.ts";
import { toSqlError } from "../../../local/engine/engine-error.ts";
import { type Engine, openEngine } from "../../../local/engine/open-engine.ts";
import { Slots } from "../../../local/engine/slots.ts";
import { SqlError } from "../../../local/wire/database.ts";
import { temporaryFolder } from "../../harness/temporary-folder.ts";

let engine: Engine;
let connection: EngineConnection;

beforeAll(async () => {
  engine = await openEngine({ warehouse: ":memory:" });
  connection = await engine.connect();
});

afterAll(async () => {
  connection.close();
  await engine.close();
});

describe("a connection", () => {
  test("gives every type as PostgreSQL's text, and NULL as null", async () => {
    const rows = await connection.rows(
      `SELECT true, 1::SMALLINT, 2, 3::BIGINT, 4::HUGEINT, 1.50::DECIMAL(5,2), (-12345678901234567890.5)::DECIMAL(38,1), 0.1::FLOAT, 1e20,
         'é', DATE '2018-11-01', TIME '01:02:03.5', TIMESTAMP '2018-11-01 20:57:10.796', TIMESTAMPTZ '2018-11-01 00:00:00+00',
         INTERVAL 1 DAY, ['a', NULL, 'b c'], NULL`,
    );
    expect(rows).toEqual([
      [
        "t",
        "1",
        "2",
        "3",
        "4",
        "1.50",
        "-12345678901234567890.5",
        "0.1",
        "1e+20",
        "é",
        "2018-11-01",
        "01:02:03.5",
        "2018-11-01 20:57:10.796",
        "2018-11-01 00:00:00+00",
        "1 day",
        '{a,NULL,"b c"}',
        null,
      ],
    ]);
  });

  test("gives nulls among values in their places", async () => {
    const rows = await connection.rows(
      "SELECT CASE WHEN i % 3 = 0 THEN NULL ELSE i END FROM range(5000) t(i) ORDER BY i",
    );
    expect(rows.map(([value]) => value)).toEqual(
      Array.from({ length: 5000 }, (_, i) => (i % 3 === 0 ? null : String(i))),
    );
  });

  test("counts the rows that a statement changed, and takes values", async () => {
    await connection.run("CREATE TABLE t (a VARCHAR)");
    expect(await connection.run("INSERT INTO t VALUES ($1), ($2)", { values: ["x", null] })).toBe(2);
    expect(await connection.rows("SELECT a FROM t ORDER BY a")).toEqual([["x"], [null]]);
  });

  test("ends a statement when its signal is aborted, with the signal's reason", async () => {
    const long = "SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range <> b.range";
    const reason = new SqlError("57014", "enough");
    const controller = new AbortController();
    const running = connection.run(long, { signal: controller.signal });
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
    await expect(connection.run("SELECT 1", { signal: controller.signal })).rejects.toBe(reason);
    expect(await connection.rows("SELECT 1")).toEqual([["1"]]);
  });

  test("downloads no extension", async () => {
    await expect(connection.rows("SELECT * FROM read_xlsx('x.xlsx')")).rejects.toBeInstanceOf(SqlError);
  });
});

describe("slots", () => {
  test("let so many run at once, and the rest in order", async () => {
    const slots = new Slots(2);
    const started: number[] = [];
    const finish: (() => void)[] = [];
    const runs = [0, 1, 2, 3].map((index) =>
      slots.use(async () => {
        started.push(index);
        await new Promise<void>((resolve) => finish.push(resolve));
      }),
    );
    await Promise.resolve();
    expect(started).toEqual([0, 1]);
    finish[0]?.();
    await runs[0];
    expect(started).toEqual([0, 1, 2]);
    finish[1]?.();
    await runs[1];
    finish[2]?.();
    finish[3]?.();
    await Promise.all(runs);
    expect(started).toEqual([0, 1, 2, 3]);
  });

  test("are given back by work that fails", async () => {
    const slots = new Slots(1);
    await expect(slots.use(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await slots.use(async () => "yes")).toBe("yes");
  });
});

describe("an engine's error", () => {
  test.each([
    ["Invalid Input Error: [22012] division by zero", "22012", "division by zero"],
    ["TransactionContext Error: Conflict on update!", "40001", "1023"],
    [
      "Constraint Error: NOT NULL constraint failed: t.a",
      "23502",
      'null value in column "a" violates not-null constraint',
    ],
    ["Out of Range Error: Overflow in addition of INT32 (1 + 2)!", "22003", "integer out of range"],
    [
      "Conversion Error: Could not convert string 'x' to INT64",
      "22P02",
      'invalid input syntax for type bigint: "x"',
    ],
    ["IO Error: No space left on device", "53100", "disk full: IO Error: No space left on device"],
    ["Out of Memory Error: failed to allocate", "53200", "out of memory"],
    ["Binder Error: something new\nLINE 1", "XX000", "engine fault: Binder Error: something new"],
  ])("%j becomes %s", (text, code, message) => {
    expect(toSqlError(new Error(text))).toMatchObject({ code, message });
  });

  test("that is one of ours already stays what it is", () => {
    const error = new SqlError("42P01", "mine");
    expect(toSqlError(error)).toBe(error);
  });
});

test("a file of the engine's usual format and row groups is read and written", async () => {
  await using folder = await temporaryFolder();
  const warehouse = join(folder.path, "older.duckdb");
  const older = await DuckDBInstance.create(warehouse);
  const making = await older.connect();
  await making.run("CREATE TABLE t AS SELECT i, 'row ' || i AS name FROM range(300000) r(i)");
  making.closeSync();
  older.closeSync();
  const changing = await openEngine({ warehouse });
  const writer = await changing.connect();
  await writer.run("INSERT INTO warehouse.t SELECT i, 'row ' || i FROM range(300000, 400000) r(i)");
  await writer.run("DELETE FROM warehouse.t WHERE i % 2 = 0");
  await writer.run("UPDATE warehouse.t SET name = 'changed' WHERE i % 1000 = 1");
  writer.close();
  await changing.close();
  const again = await openEngine({ warehouse });
  const reader = await again.connect();
  expect(
    await reader.rows(
      "SELECT count(*), sum(i)::BIGINT, count(DISTINCT i), count(*) FILTER (name = 'changed'), count(DISTINCT name) FROM warehouse.t",
    ),
  ).toEqual([["200000", "40000000000", "200000", "400", "199601"]]);
  reader.close();
  await again.close();
});

test("small row groups are put together by a start that vacuums, and by no other", async () => {
  await using folder = await temporaryFolder();
  const warehouse = join(folder.path, "nights.duckdb");
  const night = async (vacuums: boolean) => {
    const opened = await openEngine({ warehouse, vacuums });
    const session = await opened.connect();
    await session.run("CREATE TABLE IF NOT EXISTS warehouse.t (i BIGINT, name VARCHAR)");
    await session.run("INSERT INTO warehouse.t SELECT i, 'row ' || i FROM range(100) r(i)");
    await session.run("CHECKPOINT warehouse");
    const [[groups, rows, texts] = []] = await session.rows(
      `SELECT (SELECT count(DISTINCT row_group_id) FROM pragma_storage_info('warehouse.t')), count(*), count(DISTINCT name)
       FROM warehouse.t`,
    );
    session.close();
    await opened.close();
    return { groups: Number(groups), rows: Number(rows), texts: Number(texts) };
  };
  for (let count = 1; count <= 5; count += 1) {
    expect(await night(false)).toEqual({ groups: count, rows: count * 100, texts: 100 });
  }
  expect(await night(true)).toEqual({ groups: 1, rows: 600, texts: 100 });
});
