import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ask, askOne, fault } from "./ask.ts";
import { useOneClient } from "./one-client.ts";

/** More than two of the groups of rows that the engine gives a thread each. */
const rows = 300_000;

const use = useOneClient();

async function run(...statements: readonly string[]): Promise<void> {
  for (const statement of statements) await ask(use.client, statement);
}

/** A query for the numbers from 1 on. */
const numbers = "select a.n + 1000 * b.n as n from thousand as a cross join three_hundred as b";

beforeAll(async () => {
  const list = Array.from({ length: 1000 }, (_, n) => `(${n})`).join(", ");
  await run(
    "create table thousand (n int)",
    `insert into thousand values ${list}`,
    "create table three_hundred as select n from thousand where n < 300",
    "create table kept (n int, odd int)",
  );
});

describe("what a transaction has added and not committed", () => {
  test.each([
    ["a table", "create table big (n int, name varchar(20))", "big"],
    ["a temporary table", "create temp table big (n int, name varchar(20))", "big"],
    ["a table with a column called rowid", "create table big (n int, name varchar(20), rowid int)", "big"],
    ["a table by another name", "create table big (n int, name varchar(20))", "big as other"],
  ])("is read whole and once: %s", async (_, create, from) => {
    await run("begin", create, `insert into big (n, name) select n, 'number ' || n from (${numbers}) as q`);
    const name = from.split(" ").at(-1);
    expect(
      await ask(use.client, `select count(*), sum(n), count(distinct ${name}.name) from ${from}`),
    ).toEqual([[String(rows), String((rows * (rows - 1)) / 2), String(rows)]]);
    await run("delete from big where n % 2 = 0");
    await run("update big set n = -n where n < 10");
    const copied = await use.client.query(
      `insert into kept select ${name}.n, ${name}.n % 2 from ${from} left join thousand on ${name}.n = thousand.n where ${name}.n < 200000`,
    );
    expect(copied.rowCount).toBe(100_000);
    await run(`create temp table copy as select * from ${from} where n > 0`);
    expect(await ask(use.client, "select count(*), min(n), max(n), count(distinct n) from copy")).toEqual([
      ["149995", "11", "299999", "149995"],
    ]);
    expect(await ask(use.client, "select count(*), count(distinct n), sum(odd) from kept")).toEqual([
      ["100000", "100000", "99990"],
    ]);
    await run("rollback");
    expect(await askOne(use.client, "select count(*) from kept")).toBe("0");
  });

  test("can be removed, and filled anew", async () => {
    await run("create table refilled (n int not null)", "begin");
    for (const start of [0, 1_000_000]) {
      await run(`insert into refilled select n + ${start} from (${numbers}) as q`);
      const { rowCount } = await use.client.query("delete from refilled");
      expect([start, rowCount]).toEqual([start, rows]);
    }
    await run(`insert into refilled select n from (${numbers}) as q`, "commit");
    expect(await ask(use.client, "select count(*), min(n), max(n) from refilled")).toEqual([
      [String(rows), "0", String(rows - 1)],
    ]);
    expect(await fault(use.client, "insert into refilled values (null)")).toMatch(/^23502 /);
  });

  test("is read together with what others have committed before", async () => {
    await run("create table mixed as select n from thousand");
    await run("begin", `insert into mixed select n + 1000 from (${numbers}) as q`);
    expect(await ask(use.client, "select count(*), min(n), max(n), count(distinct n) from mixed")).toEqual([
      [String(rows + 1000), "0", String(rows + 999), String(rows + 1000)],
    ]);
    await run("commit");
    expect(await askOne(use.client, "select count(distinct n) from mixed")).toBe(String(rows + 1000));
  });
});

describe("a large table that is emptied", () => {
  beforeEach(async () => {
    await run(
      "drop table if exists full_table cascade",
      "create table full_table (id bigint identity(1, 1), n int not null default 7)",
      `insert into full_table (n) select n from (${numbers}) as q`,
      "create view all_of_it as select n from full_table",
    );
  });

  test.each(["delete from full_table", "truncate full_table"])(
    "is what it was but for its rows: %s",
    async (empty) => {
      await run(empty);
      expect(await askOne(use.client, "select count(*) from all_of_it")).toBe("0");
      await run("insert into full_table (n) values (default)");
      const [[id, n] = []] = await ask(use.client, "select id, n from full_table");
      expect(Number(id)).toBeGreaterThan(rows);
      expect(n).toBe("7");
      expect(await fault(use.client, "insert into full_table (n) values (null)")).toMatch(/^23502 /);
    },
  );

  test("is full again after a rollback", async () => {
    await run("begin", "delete from full_table");
    await run("insert into full_table (n) values (1)");
    expect(await askOne(use.client, "select count(*) from full_table")).toBe("1");
    await run("rollback");
    expect(await askOne(use.client, "select count(*) from all_of_it")).toBe(String(rows));
  });

  test("stays full to a transaction that saw it so, which may not write to it any more", async () => {
    const other = await use.redshift.connect();
    try {
      await ask(other, "begin");
      expect(await askOne(other, "select count(*) from full_table")).toBe(String(rows));
      await run("delete from full_table", "insert into full_table (n) values (1)");
      expect(await askOne(other, "select count(*) from full_table")).toBe(String(rows));
      expect(await fault(other, "insert into full_table (n) values (2)")).toMatch(/^40001 1023/);
      await ask(other, "rollback");
      expect(await askOne(other, "select count(*) from full_table")).toBe("1");
    } finally {
      await other.end();
    }
  });
});
