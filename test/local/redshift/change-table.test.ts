import { describe, expect, test } from "vitest";
import { ask, fault, shape } from "./ask.ts";
import { useOneClient } from "./one-client.ts";

const use = useOneClient();

describe("alter table", () => {
  test("adds, renames, widens and drops columns", async () => {
    await ask(use.client, "create table altered (a int, b varchar(3))");
    await ask(use.client, "insert into altered values (1, 'one')");
    await ask(use.client, "alter table altered add column c numeric(5,1) not null default 2.5");
    await ask(use.client, "alter table altered rename column b to word");
    await ask(use.client, "alter table altered alter column word type varchar(10)");
    await ask(use.client, "alter table altered drop column a");
    await ask(use.client, "alter table altered alter diststyle even");
    await ask(use.client, "alter table altered owner to somebody");
    await ask(use.client, "update altered set word = 'hundreds'");
    expect(await ask(use.client, "select * from altered")).toEqual([["hundreds", "2.5"]]);
    await ask(use.client, "alter table altered rename to changed");
    expect(await fault(use.client, "select * from altered")).toBe('42P01 relation "altered" does not exist');
    expect(await shape(use.client, "select * from changed")).toEqual(["word 1043 14", "c 1700 327685"]);
  });

  test("refuses what Redshift does, and what is not there", async () => {
    await ask(use.client, "create table steady (a int sortkey, v varchar(9))");
    await ask(use.client, "insert into steady values (1, '123456789')");
    expect(await fault(use.client, "alter table steady alter column a type bigint")).toMatch(
      /^0A000 target data type/,
    );
    expect(await fault(use.client, "alter table steady alter column v type varchar(5)")).toMatch(
      /^0A000 cannot reduce/,
    );
    expect(await fault(use.client, "alter table steady drop column a")).toMatch(
      /^0A000 cannot drop distkey or sortkey/,
    );
    expect(await fault(use.client, "alter table steady drop column b")).toBe(
      '42703 column "b" of relation "steady" does not exist',
    );
    expect(await fault(use.client, "alter table nosuch add column a int")).toBe(
      '42P01 relation "nosuch" does not exist',
    );
    expect(await fault(use.client, "alter table steady append from plays")).toBe(
      "0A000 ALTER TABLE APPEND is not supported by the local Redshift",
    );
  });
});

describe("views and schemas", () => {
  test("a view is its query, read anew each time", async () => {
    await ask(use.client, "create table base (a int, b varchar(4))");
    await ask(use.client, "create view doubled (n, word) as select a * 2, b from base");
    await ask(use.client, "insert into base values (2, 'two')");
    expect(await ask(use.client, "select word, n from doubled where n = 4")).toEqual([["two", "4"]]);
    expect(await shape(use.client, "select * from doubled")).toEqual(["n 23 -1", "word 1043 8"]);
    await ask(use.client, "create or replace view doubled as select 1 as one");
    expect(await ask(use.client, "select * from doubled")).toEqual([["1"]]);
    expect(await fault(use.client, "insert into doubled values (1)")).toBe(
      '42809 "doubled" is a view, not a table',
    );
  });

  test("a view means what it meant when it was made, whatever its tables gain and whoever reads it", async () => {
    await ask(use.client, "create table grown (a int)");
    await ask(use.client, "create view steady_view as select *, 'x' as mark from grown");
    await ask(use.client, "insert into grown values (1)");
    await ask(use.client, "alter table grown add column b int default 2");
    await ask(use.client, "create schema elsewhere");
    await ask(use.client, "create table elsewhere.grown (z int)");
    await ask(use.client, "set search_path to elsewhere");
    expect(await ask(use.client, "select * from public.steady_view")).toEqual([["1", "x"]]);
    await ask(use.client, "reset search_path");
    await ask(use.client, "drop schema elsewhere cascade");
    expect(await fault(use.client, "create view v as select * from twice_gone")).toBe(
      '42P01 relation "twice_gone" does not exist',
    );
  });

  test("a table under a view goes with CASCADE only; a late-binding view needs no table", async () => {
    await ask(use.client, "create table under (a int)");
    await ask(use.client, "create view over_it as select a from under");
    await ask(use.client, "create view late as select a from missing.table_of_later with no schema binding");
    expect(await fault(use.client, "drop table under")).toBe(
      "2BP01 cannot drop table under because other objects depend on it",
    );
    await ask(use.client, "drop table under cascade");
    expect(await fault(use.client, "select * from over_it")).toBe('42P01 relation "over_it" does not exist');
    expect(await fault(use.client, "select * from late")).toBe('3F000 schema "missing" does not exist');
  });

  test("a schema holds tables of its own, found along the search path", async () => {
    await ask(use.client, "create schema if not exists corner");
    await ask(use.client, "create table corner.things (a int)");
    await ask(use.client, "insert into sparkify.corner.things values (3)");
    expect(await fault(use.client, "select * from things")).toBe('42P01 relation "things" does not exist');
    await ask(use.client, "set search_path to corner, public");
    expect(await ask(use.client, "select things.a, corner.things.a from things")).toEqual([["3", "3"]]);
    await ask(use.client, "reset search_path");
    expect(await fault(use.client, "drop schema corner")).toMatch(/^2BP01 cannot drop schema corner/);
    await ask(use.client, "drop schema corner cascade");
    expect(await fault(use.client, "select * from corner.things")).toBe(
      '3F000 schema "corner" does not exist',
    );
  });

  test("drop names what is not there, unless it may be missing", async () => {
    expect(await fault(use.client, "drop table nosuch")).toBe('42P01 Table "nosuch" does not exist');
    expect(await fault(use.client, "drop table if exists nosuch")).toBe("no fault");
    await ask(use.client, "create view a_view as select 1 as one");
    expect(await fault(use.client, "drop table a_view")).toBe('42809 "a_view" is not a table');
  });
});
