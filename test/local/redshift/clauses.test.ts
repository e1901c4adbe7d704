import { beforeAll, describe, expect, test } from "vitest";
import { ask, fault } from "./ask.ts";
import { useOneClient } from "./one-client.ts";

const use = useOneClient();

beforeAll(async () => {
  await ask(
    use.client,
    "create table plays (id int, who varchar(10), price numeric(8,2), small int2, big int8, rate float8, at timestamp)",
  );
  await ask(
    use.client,
    `insert into plays values
      (1, 'ann', 1.25, 1, 10, 0.5, '2018-11-01 20:57:10.796'),
      (2, 'bob', 2.50, 2, 20, 1e20, '2018-11-02'),
      (3, 'ann', null, 3, 30, null, null),
      (4, null, 10.00, 4, 40, -2, '2018-11-04 00:00:00.000001')`,
  );
});

describe("clauses", () => {
  test.each([
    ["nulls sort last going up", "select who from plays order by who", [["ann"], ["ann"], ["bob"], [null]]],
    ["and first going down", "select who from plays order by who desc", [[null], ["bob"], ["ann"], ["ann"]]],
    [
      "order by a place, a name and an expression",
      "select id % 2 as odd, id from plays order by 1, -id",
      [
        ["0", "4"],
        ["0", "2"],
        ["1", "3"],
        ["1", "1"],
      ],
    ],
    [
      "group by a name of the select list",
      "select upper(who) as name, count(*) from plays group by name order by name",
      [
        ["ANN", "2"],
        ["BOB", "1"],
        [null, "1"],
      ],
    ],
    [
      "an alias may be used by what stands after it",
      "select id as a, a * 2 as b, b + 1 as c from plays where id = 3",
      [["3", "6", "7"]],
    ],
    ["having", "select who from plays group by 1 having count(*) > 1", [["ann"]]],
    [
      "qualify",
      "select id from plays p qualify row_number() over (partition by who order by id desc) = 1 order by id",
      [["2"], ["3"], ["4"]],
    ],
    ["top, limit and offset", "select top 2 id from plays order by id desc", [["4"], ["3"]]],
    ["limit and offset", "select id from plays order by id limit 2 offset 1", [["2"], ["3"]]],
    ["union finds a common type", "select 1 as n union all select 2.5 order by n desc", [["2.5"], ["1.0"]]],
    ["intersect before except", "select 1 except select 2 intersect select 1", [["1"]]],
    ["minus is except", "select id from plays minus select 1 order by id limit 1", [["2"]]],
    ["with", "with a as (select 1 as x), b (y) as (select x + 1 from a) select x, y from a, b", [["1", "2"]]],
    [
      "with recursive",
      "with recursive n (i) as (select 1 union all select i + 1 from n where i < 4) select sum(i) from n",
      [["10"]],
    ],
    [
      "a join with using",
      "select who, count(*) from plays a join (select distinct who from plays) b using (who) group by who order by 1",
      [
        ["ann", "2"],
        ["bob", "1"],
      ],
    ],
    [
      "natural and full joins",
      "select x, y, z from (select 1 as x, 2 as y) a natural full join (select 3 as x, 4 as z) b order by x",
      [
        ["1", "2", null],
        ["3", null, "4"],
      ],
    ],
    [
      "a correlated subquery",
      "select id, (select count(*) from plays i where i.who = o.who) from plays o order by id",
      [
        ["1", "2"],
        ["2", "1"],
        ["3", "2"],
        ["4", "0"],
      ],
    ],
    [
      "exists and in",
      "select id from plays o where exists (select 1 from plays i where i.id = o.id + 1) and id not in (2) order by 1",
      [["1"], ["3"]],
    ],
    [
      "any and all",
      "select id from plays where id >= all (select id from plays) or id = any (select 1) order by 1",
      [["1"], ["4"]],
    ],
    [
      "grouping sets",
      "select who, sum(id) from plays group by rollup (who) order by 2, 1 desc",
      [
        ["bob", "2"],
        [null, "4"],
        ["ann", "4"],
        [null, "10"],
      ],
    ],
    [
      "row values",
      "select id from plays where (id, who) = (1, 'ann') or (id, who) in ((2, 'bob'), (3, 'x')) order by 1",
      [["1"], ["2"]],
    ],
    [
      "between, like, ilike, similar to",
      "select id from plays where id between 1 and 2 and who like '_n%' or who ilike 'BO_' and who similar to '(b|c)ob'",
      [["1"], ["2"]],
    ],
    [
      "is true and is unknown",
      "select id from plays where (price > 2) is true or (price > 2) is unknown order by 1",
      [["2"], ["3"], ["4"]],
    ],
    [
      "a literal keeps its escapes",
      "select 'a\\\\b''c', e'\\t' || '\\x', 'a%b' like 'a\\\\%b'",
      [["a\\b'c", "\tx", "t"]],
    ],
    [
      "windows",
      "select id, sum(id) over (order by id rows unbounded preceding), lag(id, 1, 0) over (order by id), ratio_to_report(id) over (), first_value(who ignore nulls) over (order by id desc rows between unbounded preceding and unbounded following) from plays order by id limit 2",
      [
        ["1", "1", "0", "0.1", "ann"],
        ["2", "3", "1", "0.2", "ann"],
      ],
    ],
    [
      "generate_series",
      "select generate_series from generate_series(1, 3) order by 1",
      [["1"], ["2"], ["3"]],
    ],
  ])("%s", async (_name, sql, rows) => {
    expect(await ask(use.client, sql)).toEqual(rows);
  });

  test.each([
    ["select nosuch from plays", '42703 column "nosuch" does not exist in plays'],
    ["select plays.nosuch from plays", "42703 column plays.nosuch does not exist"],
    ["select other.id from plays", '42P01 missing FROM-clause entry for table "other"'],
    ["select id as k from plays where k = 1", '42703 column "k" does not exist in plays'],
    ["select id from plays a, plays b", '42702 column reference "id" is ambiguous'],
    ["select 1 from plays, plays", '42712 table name "plays" specified more than once'],
    ["select * from nosuch", '42P01 relation "nosuch" does not exist'],
    [
      "select id, count(*) from plays",
      '42803 column "id" must appear in the GROUP BY clause or be used in an aggregate function',
    ],
    [
      "select id from plays where count(*) > 1",
      "42803 aggregate functions may not be nested or stand in this clause",
    ],
    ["select id from plays order by 3", "42P10 ORDER BY position 3 is not in select list"],
    ["select id from plays limit -1", "2201W LIMIT must not be negative"],
    ["select (select id from plays)", "21000 more than one row returned by a subquery used as an expression"],
    ["select (select id, who from plays)", "42601 subquery must return only one column"],
    ["select 1 union select 1, 2", "42601 each UNION query must have the same number of columns"],
    ["select 1 union select current_date", "42804 UNION types integer and date cannot be matched"],
    [
      "select sum(id) over (order by id) from plays",
      "42601 Aggregate window functions with an ORDER BY clause require a frame clause",
    ],
    ["select rank() from plays", "42809 window function rank requires an OVER clause"],
    ["select upper(distinct who) from plays", "42809 upper is not an aggregate or window function"],
    ["select nosuch(id, who) from plays", "42883 function nosuch(integer, character varying) does not exist"],
    ["select upper() from plays", "42883 function upper() does not exist"],
    ["select * ", "42601 SELECT * with no tables specified is not valid"],
    [
      "select distinct id from plays order by who",
      "42P10 for SELECT DISTINCT, ORDER BY expressions must appear in select list",
    ],
  ])("refuses %j", async (sql, expected) => {
    expect(await fault(use.client, sql)).toBe(expected);
  });

  test("a fault points at its place in the statement", async () => {
    await expect(use.client.query("select id,\n  nosuch from plays")).rejects.toMatchObject({
      position: "14",
    });
    await expect(use.client.query("select id frm plays where")).rejects.toMatchObject({ position: "15" });
  });

  test("a statement too deep for anyone is an error, not an end", async () => {
    expect(await fault(use.client, `select ${"(".repeat(20000)}1${")".repeat(20000)}`)).toBe(
      "54001 statement is too complex",
    );
    expect(await fault(use.client, `select ${"-".repeat(3)}1`)).toBe("42601 syntax error at end of input");
    expect(
      await ask(use.client, `select count(*) from plays where ${"id = 1 or ".repeat(5000)} id = 2`),
    ).toEqual([["2"]]);
    expect(await ask(use.client, "select 1")).toEqual([["1"]]);
  });
});
