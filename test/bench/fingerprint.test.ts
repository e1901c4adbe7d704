import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { differences, type Fingerprint, fingerprintOf, starColumns } from "../../bench/fingerprint.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sparkify-fingerprint-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A file with a star of two users, written in this order, and nothing else. */
async function starOf(name: string, users: readonly string[], schema = "main"): Promise<Fingerprint> {
  const file = join(folder, name);
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run(`create schema if not exists ${schema}`);
  for (const [table, columns] of Object.entries(starColumns)) {
    const types = columns.map((column) => `${column} varchar`).join(", ");
    await connection.run(`create table ${schema}.${table} (${types})`);
  }
  for (const user of users) {
    await connection.run(`insert into ${schema}.users (user_id, level) values (${user})`);
  }
  connection.closeSync();
  instance.closeSync();
  return fingerprintOf(file);
}

it("is the same for the same rows in another order and another schema", async () => {
  const one = await starOf("one", ["'1', 'free'", "'2', 'paid'"]);
  const other = await starOf("other", ["'2', 'paid'", "'1', 'free'"], "public");
  expect(one.users.rows).toBe(2);
  expect(differences(one, other)).toEqual([]);
});

it.each([
  ["a value that differs", ["'1', 'paid'", "'2', 'paid'"], "users (2 and 2 rows)"],
  ["a row that is missing", ["'1', 'free'"], "users (2 and 1 rows)"],
  ["null in place of no text", ["'1', null", "'2', 'paid'"], "users (2 and 2 rows)"],
])("shows %s", async (name, users, difference) => {
  const expected = await starOf(`expected ${name}`, ["'1', ''", "'2', 'paid'"]);
  expect(differences(expected, await starOf(name, users))).toEqual([difference]);
});
