import { beforeEach, describe, expect, test } from "vitest";
import { ask, fault } from "./ask.ts";
import { useOneClient } from "./one-client.ts";

const use = useOneClient();

beforeEach(async () => {
  await ask(use.client, "drop table if exists plays");
  await ask(
    use.client,
    `create table plays (
       id int identity(1, 1), name varchar(5), seconds decimal(6, 2), at timestamp,
       loud bool, made timestamp default '2018-11-01'
     )`,
  );
});

/** An insert of so many rows, each value a parameter. */
function insert(columns: readonly string[], rows: readonly (readonly unknown[])[]): [string, unknown[]] {
  const tuples = rows.map(
    (row, index) => `(${row.map((_, column) => `$${index * row.length + column + 1}`).join(", ")})`,
  );
  return [`insert into plays (${columns.join(", ")}) values ${tuples.join(", ")}`, rows.flat()];
}

const columns = ["name", "seconds", "at", "loud"];
const row = ["a'b\\", "1.005", "2018-11-02 01:02:03.5", "yes"];

describe.each([1, 4, 5, 40])("an insert of %i rows by parameters", (count) => {
  const rows = Array.from({ length: count }, () => row);

  test("assigns each as one row would be", async () => {
    const { rowCount } = await use.client.query(...insert(columns, [...rows, [null, null, null, null]]));
    expect(rowCount).toBe(count + 1);
    const found = await ask(
      use.client,
      "select name, seconds, at, loud, made, count(*) from plays group by 1, 2, 3, 4, 5 order by name",
    );
    expect(found).toEqual([
      ["a'b\\", "1.01", "2018-11-02 01:02:03.5", "t", "2018-11-01 00:00:00", String(count)],
      [null, null, null, null, "2018-11-01 00:00:00", "1"],
    ]);
    expect(await ask(use.client, "select count(distinct id) from plays")).toEqual([[String(count + 1)]]);
  });

  test.each([
    ["a text that is too long", { name: "abcdef" }, "22001 value too long for type character varying(5)"],
    ["no number", { seconds: "x" }, '22P02 invalid input syntax for type numeric: "x"'],
    ["a number that is too large", { seconds: "12345" }, "22003 numeric field overflow"],
    ["no moment", { at: "yesterday!" }, /^2200[78] /],
    ["no boolean", { loud: "maybe" }, '22P02 invalid input syntax for type boolean: "maybe"'],
  ])("refuses %s, and adds nothing", async (_, wrong: Record<string, string>, expected) => {
    const bad = columns.map((column, index) => wrong[column] ?? row[index]);
    const found = await fault(use.client, ...insert(columns, [...rows, bad]));
    if (typeof expected === "string") expect(found).toBe(expected);
    else expect(found).toMatch(expected);
    expect(await ask(use.client, "select count(*) from plays")).toEqual([["0"]]);
  });
});

test("a parameter for columns of two types, literals and expressions go together", async () => {
  const tuple =
    "($1, $1::decimal(6, 2), null, true), ('b', 2, '2018-11-03', false), ('c', 1 + 2, null, null)";
  await use.client.query(
    `insert into plays (name, seconds, at, loud) values ${tuple}, ('d', $2, $3, $4), ('e', 5, null, null), ('f', 6, null, null)`,
    ["1.5", "4", "2018-11-04", "f"],
  );
  expect(await ask(use.client, "select name, seconds, at, loud from plays order by seconds, name")).toEqual([
    ["1.5", "1.50", null, "t"],
    ["b", "2.00", "2018-11-03 00:00:00", "f"],
    ["c", "3.00", null, null],
    ["d", "4.00", "2018-11-04 00:00:00", "f"],
    ["e", "5.00", null, null],
    ["f", "6.00", null, null],
  ]);
});

test.each([
  ["$0", "42P02 there is no parameter $0"],
  ["$6", "no fault"],
])("%s among the parameters of many rows", async (parameter, expected) => {
  const rows = ["$1", "$2", "$3", "$4", parameter].map((each) => `(${each})`).join(", ");
  const values = parameter === "$6" ? ["a", "b", "c", "d", null, "f"] : ["a", "b", "c", "d"];
  expect(await fault(use.client, `insert into plays (name) values ${rows}`, values)).toBe(expected);
});
