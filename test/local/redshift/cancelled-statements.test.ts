import type pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cancelStatement } from "../../../job/src/warehouse/cancel-statement.ts";
import { ask, askOne, fault } from "./ask.ts";
import { useOneClient } from "./one-client.ts";

const use = useOneClient();
let first: pg.Client;
let second: pg.Client;
let third: pg.Client;

beforeEach(async () => {
  await ask(use.client, "drop table if exists t");
  await ask(use.client, "drop table if exists u");
  await ask(use.client, "create table t (a int)");
  await ask(use.client, "create table u (a int)");
  await ask(use.client, "insert into t values (1), (2)");
  [first, second, third] = await Promise.all([
    use.redshift.connect(),
    use.redshift.connect(),
    use.redshift.connect(),
  ]);
});

afterEach(async () => {
  await Promise.all([first, second, third].map((client) => client.end()));
});

describe("a running statement", () => {
  const LONG = "select count(*) from generate_series(1, 100000) a, generate_series(1, 100000) b where a <> b";

  test("ends with a cancel, and the session goes on", async () => {
    const ended = fault(first, LONG);
    while (
      (await askOne(
        use.client,
        "select count(*) from stv_recents where status = 'Running' and query like '%<>%' and pid <> pg_backend_pid()",
      )) !== "1"
    );
    cancelStatement(first);
    expect(await ended).toBe("57014 canceling statement due to user request");
    expect(await askOne(first, "select 1")).toBe("1");
  });

  test("ends with the statement timeout", async () => {
    await first.query("set statement_timeout to 50");
    expect(await fault(first, LONG)).toBe("57014 canceling statement due to statement timeout");
    expect(await askOne(first, "select 1")).toBe("1");
  });

  test("leaves others free to run", async () => {
    const long = [first, second, third].map((client) => fault(client, LONG));
    expect(await askOne(use.client, "select count(*) from t")).toBe("2");
    for (const client of [first, second, third]) cancelStatement(client);
    expect(await Promise.all(long)).toEqual(
      new Array(3).fill("57014 canceling statement due to user request"),
    );
  });
});
