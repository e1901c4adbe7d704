import { beforeAll, describe, expect, test } from "vitest";
import { ask, askOne } from "./ask.ts";
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
