import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { withLocalRedshift } from "../../harness/test-redshift.ts";
import { ask, fault, shape } from "./ask.ts";

const folder = mkdtempSync(join(tmpdir(), "sparkify-durability-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a warehouse file", () => {
  test("keeps tables, views, types and rows from one start to the next", async () => {
    const warehouse = join(folder, "kept.duckdb");
    await withLocalRedshift({ warehouse }, async (redshift) => {
      const client = await redshift.connect();
      await ask(
        client,
        "create table t (id int identity(1, 1), v varchar(7) not null, n numeric(5,1) default 2.5) sortkey (v)",
      );
      await ask(client, "create view w as select v from t");
      await ask(client, "insert into t (v) values ('one'), ('two')");
      await client.end();
    });
    await withLocalRedshift({ warehouse }, async (redshift) => {
      const client = await redshift.connect();
      await ask(client, "insert into t (v) values ('three')");
      expect(await ask(client, "select * from t order by id")).toEqual([
        ["1", "one", "2.5"],
        ["2", "two", "2.5"],
        ["3", "three", "2.5"],
      ]);
      expect(await shape(client, "select * from w")).toEqual(["v 1043 11"]);
      expect(await fault(client, "insert into t (v) values ('too long it is')")).toMatch(/^22001 /);
      await client.end();
    });
  });

  test("keeps the rows that a transaction has seen, when another one empties the table and commits", async () => {
    const sums = "select count(*), sum(a), max(name) from t";
    await withLocalRedshift({ warehouse: join(folder, "seen.duckdb") }, async (redshift) => {
      const [writer, reader] = [await redshift.connect(), await redshift.connect()];
      const fill = "select generate_series, 'row ' || generate_series from generate_series(1, 200000)";
      await ask(writer, "create table t (a int, name varchar(20))");
      await ask(writer, `insert into t ${fill}`);
      const before = [["200000", "20000100000", "row 99999"]];
      await ask(reader, "begin");
      expect(await ask(reader, sums)).toEqual(before);
      // The second time, what the first left could be written over.
      for (const _ of [1, 2]) {
        await ask(writer, "delete from t");
        await ask(writer, `insert into t ${fill.replace("row", "new")}`);
      }
      expect(await ask(reader, sums)).toEqual(before);
      await ask(reader, "commit");
      expect(await ask(reader, sums)).toEqual([["200000", "20000100000", "new 99999"]]);
      await Promise.all([writer.end(), reader.end()]);
    });
  });

  test("admits one process, and says so to the next", async () => {
    const warehouse = join(folder, "taken.duckdb");
    const server = await startInChild(warehouse);
    try {
      await expect(withLocalRedshift({ warehouse }, async () => undefined)).rejects.toMatchObject({
        message: expect.stringContaining(warehouse),
      });
    } finally {
      await server.kill();
    }
  });

  test("holds what was committed, and nothing of what was not, when its server is killed", async () => {
    const warehouse = join(folder, "killed.duckdb");
    const server = await startInChild(warehouse);
    const client = new pg.Client(server.login);
    client.on("error", () => undefined);
    await client.connect();
    await ask(client, "create table t (a int)");
    await ask(client, "insert into t select generate_series from generate_series(1, 100000)");
    // Of a large table, that is made anew.
    await ask(client, "delete from t");
    await ask(client, "insert into t select generate_series from generate_series(1, 1000)");
    await client.query("begin");
    await ask(client, "delete from t");
    await ask(client, "create table half (a int)");
    await server.kill();
    await withLocalRedshift({ warehouse }, async (redshift) => {
      const after = await redshift.connect();
      expect(await ask(after, "select count(*), sum(a) from t")).toEqual([["1000", "500500"]]);
      expect(await fault(after, "select * from half")).toBe('42P01 relation "half" does not exist');
      await after.end();
    });
  });
});

/** A server in a process of its own, to be killed without warning. */
async function startInChild(warehouse: string) {
  const child = fork(join(import.meta.dirname, "serve-warehouse.ts"), [warehouse], { stdio: "inherit" });
  const [login] = (await once(child, "message")) as [pg.ClientConfig];
  return {
    login,
    async kill() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}
