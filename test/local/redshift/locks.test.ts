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

async function pid(client: pg.Client): Promise<string> {
  return String(await askOne(client, "select pg_backend_pid()"));
}

const LOCKS =
  "select pid, lock_mode, granted from svv_transactions where relation is not null order by granted desc, xid";

/** Who waits, as svv_transactions tells a session that does not. */
async function waiting(): Promise<number> {
  return Number(await askOne(use.client, "select count(*) from svv_transactions where not granted"));
}

/** Comes back once so many sessions wait for a lock. */
async function untilWaiting(count: number): Promise<void> {
  while ((await waiting()) !== count) await new Promise((resolve) => setImmediate(resolve));
}

describe("LOCK", () => {
  test("makes the next one wait until the transaction ends, and see what it left", async () => {
    await first.query("begin");
    await first.query("lock t");
    await ask(first, "insert into t values (3)");
    await second.query("begin");
    const locked = second.query("lock table t");
    await untilWaiting(1);
    expect(await ask(use.client, LOCKS)).toEqual([
      [await pid(first), "AccessExclusiveLock", "t"],
      [await pid(first), "ShareRowExclusiveLock", "t"],
      [String((second as unknown as { processID: number }).processID), "AccessExclusiveLock", "f"],
    ]);
    await first.query("commit");
    expect((await locked).command).toBe("LOCK");
    expect(await askOne(second, "select count(*) from t")).toBe("3");
    await second.query("commit");
    expect(await ask(use.client, LOCKS)).toEqual([]);
  });

  test("is given in the order it was asked for", async () => {
    await first.query("begin; lock t");
    const order: string[] = [];
    const take = async (client: pg.Client, name: string) => {
      await client.query("begin; lock t");
      order.push(name);
      await client.query("commit");
    };
    const two = take(second, "second");
    await untilWaiting(1);
    const three = take(third, "third");
    await untilWaiting(2);
    await first.query("commit");
    await Promise.all([two, three]);
    expect(order).toEqual(["second", "third"]);
  });

  test("needs a transaction block and a table", async () => {
    expect(await fault(first, "lock t")).toBe("25P01 LOCK TABLE may only be used in transaction blocks");
    await first.query("begin");
    expect(await fault(first, "lock nosuch")).toBe('42P01 relation "nosuch" does not exist');
    await first.query("rollback");
  });

  test("holds back readers of the table, and of no other", async () => {
    await first.query("begin; lock t");
    expect(await askOne(second, "select count(*) from u")).toBe("0");
    const read = askOne(second, "select count(*) from t");
    await untilWaiting(1);
    await first.query("rollback");
    expect(await read).toBe("2");
  });

  test("goes when the session that holds it goes", async () => {
    const gone = await use.redshift.connect();
    await gone.query("begin; lock t");
    const waits = first.query("begin; lock t; commit");
    await untilWaiting(1);
    await gone.end();
    await waits;
  });
});

describe("a wait for a lock", () => {
  test("ends with a cancel, and its place in the queue is given up", async () => {
    await first.query("begin; lock t");
    await second.query("begin");
    const locked = fault(second, "lock t");
    await untilWaiting(1);
    const reader = askOne(third, "select count(*) from t");
    await untilWaiting(2);
    cancelStatement(second);
    expect(await locked).toBe("57014 canceling statement due to user request");
    await first.query("commit");
    expect(await reader).toBe("2");
    await second.query("rollback");
  });

  test("ends with the statement timeout", async () => {
    await first.query("begin; lock t");
    await second.query("set statement_timeout to 50");
    expect(await fault(second, "insert into t values (3)")).toBe(
      "57014 canceling statement due to statement timeout",
    );
    await first.query("commit");
    expect(await fault(second, "insert into t values (3)")).toBe("no fault");
  });

  test("that could never end is refused at once", async () => {
    await first.query("begin; lock t");
    await second.query("begin; lock u");
    const waits = first.query("lock u");
    await untilWaiting(1);
    expect(await fault(second, "insert into t values (3)")).toBe("40P01 deadlock detected");
    await waits;
    await first.query("commit");
    await second.query("rollback");
  });

  test("of two readers that want to write is refused for one of them", async () => {
    await first.query("begin; select * from t");
    await second.query("begin; select * from t");
    const waits = first.query("lock t");
    await untilWaiting(1);
    expect(await fault(second, "lock t")).toBe("40P01 deadlock detected");
    await waits;
    await first.query("commit");
    await second.query("rollback");
  });
});

describe("writers", () => {
  test("of one table follow each other; readers do not wait for them", async () => {
    await first.query("begin");
    await ask(first, "update t set a = a + 10");
    const written = second.query("insert into t values (3)");
    await untilWaiting(1);
    expect(await ask(third, "select a from t order by a")).toEqual([["1"], ["2"]]);
    await first.query("commit");
    await written;
    expect(await ask(third, "select a from t order by a")).toEqual([["3"], ["11"], ["12"]]);
  });

  test("that changed the same rows since the other's snapshot get 1023", async () => {
    await first.query("begin");
    await ask(first, "select count(*) from t");
    await ask(second, "update t set a = a + 10");
    expect(await fault(first, "update t set a = a + 100")).toBe("40001 1023");
    expect(await fault(first, "select 1")).toMatch(/^25P02 /);
    await first.query("rollback");
    expect(await ask(first, "select a from t order by a")).toEqual([["11"], ["12"]]);
  });

  test("of different tables do not wait", async () => {
    await first.query("begin");
    await ask(first, "insert into t values (3)");
    await ask(second, "insert into u values (3)");
    await first.query("commit");
  });
});

describe("changes of tables", () => {
  test("wait for those who read, and are waited for", async () => {
    await first.query("begin");
    await ask(first, "select * from t");
    const dropped = second.query("drop table t");
    await untilWaiting(1);
    const read = fault(third, "select * from t");
    await untilWaiting(2);
    await first.query("commit");
    await dropped;
    expect(await read).toBe('42P01 relation "t" does not exist');
  });

  test("two that create the same table follow each other", async () => {
    await first.query("begin");
    await ask(first, "create table fresh (a int)");
    const again = second.query("create table if not exists fresh (b int)");
    await untilWaiting(1);
    await first.query("commit");
    await again;
    expect(await ask(third, "select a from fresh")).toEqual([]);
    await ask(third, "drop table fresh");
  });
});
