import { beforeEach, describe, expect, test } from "vitest";
import { ask, fault } from "./ask.ts";
import { useOneClient } from "./one-client.ts";

const use = useOneClient();

beforeEach(async () => {
  await ask(use.client, "drop table if exists songs");
  await ask(use.client, "drop table if exists fresh");
  await ask(use.client, "create table songs (id int, title varchar(20), plays int)");
  await ask(use.client, "create table fresh (id int, title varchar(20), plays int)");
  await ask(use.client, "insert into songs values (1, 'one', 10), (2, 'two', 20), (3, 'three', null)");
  await ask(use.client, "insert into fresh values (2, 'zwei', 5), (4, 'vier', 7)");
});

async function songs() {
  return await ask(use.client, "select * from songs order by id, title");
}

describe("insert", () => {
  test("takes rows, a query, and fewer columns than there are", async () => {
    const { rowCount } = await use.client.query(
      "insert into songs (title, id) values ('four', 4), ('five', 2 + 3)",
    );
    expect(rowCount).toBe(2);
    await ask(use.client, "insert into songs (id, plays) select id * 10, sum(plays) from fresh group by id");
    await ask(use.client, "insert into songs with few as (select 6, 'six') select * from few");
    expect(await songs()).toEqual([
      ["1", "one", "10"],
      ["2", "two", "20"],
      ["3", "three", null],
      ["4", "four", null],
      ["5", "five", null],
      ["6", "six", null],
      ["20", null, "5"],
      ["40", null, "7"],
    ]);
  });

  test("casts what it assigns: numbers round, text must be a number", async () => {
    await ask(use.client, "insert into songs (id, plays) values (2.5, '7'), (3.49, 1e2)");
    expect(await ask(use.client, "select id, plays from songs where title is null order by id")).toEqual([
      ["3", "7"],
      ["3", "100"],
    ]);
    expect(await fault(use.client, "insert into songs (id) values ('1.5')")).toBe(
      '22P02 invalid input syntax for integer: "1.5"',
    );
    expect(await fault(use.client, "insert into songs (id) select title from fresh")).toBe(
      '22P02 invalid input syntax for integer: "zwei"',
    );
    expect(await fault(use.client, "insert into songs (id) values (true::date)")).toBe(
      "42846 cannot cast type boolean to date",
    );
    expect(await fault(use.client, "insert into songs (id) values (current_date)")).toBe(
      '42804 column "id": cannot cast type date to integer',
    );
    expect(await fault(use.client, "insert into songs (id) values (3000000000)")).toBe(
      "22003 integer out of range",
    );
  });

  test("takes a long list of rows as it takes a short one", async () => {
    await ask(
      use.client,
      "create temp table wide (i int, n numeric(6,2), f float8, b bool, c char(3), v varchar(5), at timestamp, k int default 7)",
    );
    const row = (i: number) => `(${i}, ${i}.255, '1e${i % 9}', true, 'a ', 'it''s', 'Nov 1, 2018 08:57 pm')`;
    const rows = Array.from({ length: 100 }, (_, i) => row(i));
    await ask(
      use.client,
      `insert into wide values ${rows.join(", ")}, (null, null, null, null, null, null, null)`,
    );
    await ask(use.client, `insert into wide values ${row(7)}`);
    expect(
      await ask(
        use.client,
        "select *, count(*) from wide where i = 7 or i is null group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1",
      ),
    ).toEqual([
      ["7", "7.26", "10000000", "t", "a  ", "it's", "2018-11-01 20:57:00", "7", "2"],
      [null, null, null, null, null, null, null, "7", "1"],
    ]);
    const tooLong = [...rows, "(1, 1, 1, true, '', 'too long', null)"].join(", ");
    expect(await fault(use.client, `insert into wide values ${tooLong}`)).toBe(
      "22001 value too long for type character varying(5)",
    );
    expect(await fault(use.client, `insert into wide (i) values ${"(1), ".repeat(60)} ('x')`)).toBe(
      '22P02 invalid input syntax for integer: "x"',
    );
    await ask(use.client, `insert into wide (i) values ${"(2.5), ".repeat(60)} (1 + 1)`);
    expect(
      await ask(
        use.client,
        "select i, count(*) from wide where n is null and i is not null group by 1 order by 1",
      ),
    ).toEqual([
      ["2", "1"],
      ["3", "60"],
    ]);
  });

  test.each([
    ["insert into songs (id) values (1, 2)", "42601 INSERT has more expressions than target columns"],
    ["insert into songs (id, plays) values (1)", "42601 INSERT has more target columns than expressions"],
    ["insert into songs (nosuch) values (1)", '42703 column "nosuch" of relation "songs" does not exist'],
    ["insert into songs (id, id) values (1, 2)", '42701 column "id" specified more than once'],
    ["insert into nosuch values (1)", '42P01 relation "nosuch" does not exist'],
    ["insert into songs values (1) returning id", '42601 syntax error at or near "returning"'],
    ["insert into songs values (1) on conflict do nothing", '42601 syntax error at or near "on"'],
    ["insert into pg_class values (1)", '42501 permission denied: "pg_class" is a system catalog'],
  ])("refuses %j", async (sql, expected) => {
    expect(await fault(use.client, sql)).toBe(expected);
  });
});

describe("update", () => {
  test("sets columns from expressions, defaults and other tables", async () => {
    await ask(
      use.client,
      "update songs set plays = coalesce(plays, 0) + 1, title = upper(title) where id <> 2",
    );
    const { rowCount } = await use.client.query(
      "update songs s set title = fresh.title, plays = s.plays + fresh.plays from fresh where s.id = fresh.id",
    );
    expect(rowCount).toBe(1);
    expect(await songs()).toEqual([
      ["1", "ONE", "11"],
      ["2", "zwei", "25"],
      ["3", "THREE", "1"],
    ]);
    await ask(use.client, "update songs set plays = default");
    expect(await ask(use.client, "select distinct plays from songs")).toEqual([[null]]);
  });

  test("names the column that is not there", async () => {
    expect(await fault(use.client, "update songs set nosuch = 1")).toBe(
      '42703 column "nosuch" of relation "songs" does not exist',
    );
    expect(await fault(use.client, "update songs set id = 1 where nosuch = 1")).toBe(
      '42703 column "nosuch" does not exist in songs',
    );
  });
});

describe("delete", () => {
  test("takes the rows that match, also those of another table", async () => {
    await ask(use.client, "delete from songs using fresh where songs.id = fresh.id");
    await ask(use.client, "delete songs where id in (select 1) or plays is null");
    expect(await songs()).toEqual([]);
  });
});

describe("truncate", () => {
  test("empties the table and commits, whatever follows", async () => {
    await use.client.query("begin");
    await use.client.query("delete from fresh");
    await use.client.query("truncate table songs");
    await use.client.query("rollback");
    expect(await songs()).toEqual([]);
    expect(await ask(use.client, "select count(*) from fresh")).toEqual([["0"]]);
  });
});

describe("merge", () => {
  test("updates what matches and inserts what does not", async () => {
    await ask(
      use.client,
      `merge into songs using fresh on songs.id = fresh.id
         when matched then update set title = fresh.title, plays = songs.plays + fresh.plays
         when not matched then insert (id, title) values (fresh.id, fresh.title)`,
    );
    expect(await songs()).toEqual([
      ["1", "one", "10"],
      ["2", "zwei", "25"],
      ["3", "three", null],
      ["4", "vier", null],
    ]);
  });

  test("deletes what matches", async () => {
    await ask(
      use.client,
      "merge into songs using fresh f on songs.id = f.id when matched then delete when not matched then insert values (f.id, f.title, f.plays)",
    );
    expect(await songs()).toEqual([
      ["1", "one", "10"],
      ["3", "three", null],
      ["4", "vier", "7"],
    ]);
  });

  test("with REMOVE DUPLICATES replaces matches and keeps one of equal rows", async () => {
    await ask(use.client, "insert into fresh select * from fresh");
    await ask(use.client, "merge into songs using fresh on songs.id = fresh.id remove duplicates");
    expect(await songs()).toEqual([
      ["1", "one", "10"],
      ["2", "zwei", "5"],
      ["3", "three", null],
      ["4", "vier", "7"],
    ]);
  });

  test("refuses two matches for a row, and a source that is no table", async () => {
    await ask(use.client, "insert into fresh values (2, 'deux', 1)");
    const actions = "when matched then delete when not matched then insert values (fresh.id, fresh.title, 1)";
    expect(await fault(use.client, `merge into songs using fresh on songs.id = fresh.id ${actions}`)).toBe(
      "21000 Found multiple matches to update the same tuple.",
    );
    expect(await fault(use.client, `merge into songs using (select 1) fresh on true ${actions}`)).toBe(
      "0A000 a MERGE source that is no table is not supported by the local Redshift",
    );
    expect(
      await fault(use.client, "merge into songs using fresh on songs.id = fresh.id when matched then delete"),
    ).toBe("42601 MERGE requires both WHEN MATCHED and WHEN NOT MATCHED clauses");
  });
});
