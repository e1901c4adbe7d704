import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createTables, tables } from "../../../job/src/run/create-tables.ts";
import { sqlFolder as ourSqlFolder } from "../../../job/src/warehouse/sql-file.ts";
import { openSession } from "../../../job/src/warehouse/warehouse.ts";
import { startTestRedshift } from "../../harness/test-redshift.ts";
import type { TestRedshift } from "../../harness/track-clients.ts";

let sqlFolder: string;
let redshift: TestRedshift;

beforeAll(() => {
  sqlFolder = mkdtempSync(join(tmpdir(), "sparkify-sql-"));
  cpSync(ourSqlFolder, sqlFolder, { recursive: true });
});
afterAll(() => rmSync(sqlFolder, { recursive: true }));

beforeEach(async () => {
  rmSync(join(sqlFolder, "migrations"), { recursive: true });
  mkdirSync(join(sqlFolder, "migrations"));
  redshift = await startTestRedshift();
  return () => redshift.close();
});

const migration = (name: string, text: string) =>
  writeFileSync(join(sqlFolder, "migrations", `${name}.sql`), text);

async function create() {
  const client = await redshift.connect();
  try {
    const session = openSession(client, { stop: new AbortController().signal, sqlFolder });
    return await createTables(session, { sqlFolder, lockWaitSeconds: 5 });
  } finally {
    await client.end();
  }
}

async function ask(query: string): Promise<unknown[]> {
  const client = await redshift.connect();
  try {
    return (await client.query({ text: query, rowMode: "array" })).rows.flat();
  } finally {
    await client.end();
  }
}

it("creates what is missing, and nothing the second time", async () => {
  expect(await create()).toEqual({ tables: [...tables], migrations: [] });
  expect(await create()).toEqual({ tables: [], migrations: [] });
});

it("brings an older warehouse up, each file once and in order", async () => {
  await create();
  migration("0002-fill", "update users set country = 'unknown';");
  migration("0001-add-country", "alter table users add column country varchar(64);");
  expect(await create()).toEqual({ tables: [], migrations: ["0001-add-country", "0002-fill"] });
  expect(await create()).toEqual({ tables: [], migrations: [] });
  expect(await ask("select count(country)::integer from users")).toEqual([0]);
  expect(await ask("select name from etl_migrations order by name")).toEqual([
    "0001-add-country",
    "0002-fill",
  ]);
});

it("notes migrations of a new warehouse without running them, since its tables are new already", async () => {
  migration("0001-would-fail", "alter table no_such_table add column a integer;");
  expect(await create()).toEqual({ tables: [...tables], migrations: ["0001-would-fail"] });
  expect(await create()).toEqual({ tables: [], migrations: [] });
});

it("takes a migration that fails back, with those before it", async () => {
  await create();
  migration("0001-add-country", "alter table users add column country varchar(64);");
  migration("0002-fails", "update users set no_such_column = 1;");
  await expect(create()).rejects.toThrow(/no_such_column/);
  expect(await ask("select name from etl_migrations")).toEqual([]);
  expect(
    await ask("select column_name from information_schema.columns where column_name = 'country'"),
  ).toEqual([]);
});

it("lets two jobs create the tables at once", async () => {
  const [one, two] = await Promise.all([create(), create()]);
  expect([...one.tables, ...two.tables].length).toBeGreaterThanOrEqual(tables.length);
  expect(await create()).toEqual({ tables: [], migrations: [] });
});
