import type pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SqlError } from "../../../local/wire/database.ts";
import { client as messages, packet } from "./bytes.ts";
import { RawClient, reportFields } from "./raw-client.ts";
import { field, ScriptedDatabase } from "./scripted-database.ts";
import { startWire } from "./start-wire.ts";

const int = field("n", 23, 4);
const database = new ScriptedDatabase({
  "select n": {
    fields: [int, field("t", 1043)],
    batches: () => [[["1", "a"]], [["2", null]]],
    tag: "SELECT 2",
  },
  insert: { tag: "INSERT 0 7" },
  begin: { tag: "BEGIN", status: "T" },
  break: { error: new SqlError("22P02", "invalid input"), status: "E" },
  rollback: { tag: "ROLLBACK", status: "I" },
  copy: {
    tag: "COPY",
    batches: (_, session) => {
      session.login.notify({ severity: "INFO", code: "00000", message: "Load into table" });
      return [];
    },
  },
  "select broken": {
    fields: [int],
    batches: async function* () {
      yield [["1"]];
      throw new SqlError("22012", "division by zero", { detail: "D.", hint: "H.", position: 3 });
    },
  },
  bug: { error: new TypeError("x is not a function") },
  "known bug": { error: new SqlError("XX000", "internal error: y", { cause: new Error("y") }) },
});

let wire: Awaited<ReturnType<typeof startWire>>;
let client: pg.Client;
beforeAll(async () => {
  wire = await startWire(database);
});
afterAll(() => wire.close());
beforeEach(async () => {
  client = await wire.connect();
});
afterEach(() => client.end());

describe("a simple query", () => {
  test("returns rows in the types of their columns", async () => {
    const result = await client.query("select n");
    expect(result.rows).toEqual([
      { n: 1, t: "a" },
      { n: 2, t: null },
    ]);
    expect(result.rowCount).toBe(2);
    expect(result.fields.map(({ name, dataTypeID }) => [name, dataTypeID])).toEqual([
      ["n", 23],
      ["t", 1043],
    ]);
  });

  test("of several statements returns a result each", async () => {
    const results = (await client.query("insert; select n; insert")) as unknown as pg.QueryResult[];
    expect(results.map(({ command, rowCount }) => [command, rowCount])).toEqual([
      ["INSERT", 7],
      ["SELECT", 2],
      ["INSERT", 7],
    ]);
  });

  test("that is empty is answered as empty", async () => {
    const result = await client.query(" ; ");
    expect([result.rows, result.command]).toEqual([[], null]);
  });

  test("passes notices on", async () => {
    const notices: unknown[] = [];
    client.on("notice", ({ severity, code, message }) => notices.push([severity, code, message]));
    await client.query("copy");
    expect(notices).toEqual([["INFO", "00000", "Load into table"]]);
  });
});

describe("an error of a simple query", () => {
  test("carries all its fields, even after rows", async () => {
    await expect(client.query("select broken")).rejects.toMatchObject({
      severity: "ERROR",
      code: "22012",
      message: "division by zero",
      detail: "D.",
      hint: "H.",
      position: "3",
    });
    expect((await client.query("insert")).rowCount).toBe(7);
  });

  test("ends the statements after it", async () => {
    await expect(client.query("insert; break; insert")).rejects.toMatchObject({ code: "22P02" });
    expect(database.sessions.at(-1)?.log).toEqual(["insert", "break"]);
  });

  test("in its text is found before anything runs", async () => {
    await expect(client.query("insert; unterminated")).rejects.toMatchObject({
      code: "42601",
      position: "8",
    });
    expect(database.sessions.at(-1)?.log).toEqual([]);
  });

  test("that is a bug is reported, answered XX000, and the session lives on", async () => {
    await expect(client.query("bug")).rejects.toMatchObject({
      code: "XX000",
      message: "internal error: x is not a function",
    });
    expect(wire.bugs.splice(0)).toEqual([new TypeError("x is not a function")]);
    expect((await client.query("insert")).rowCount).toBe(7);
  });
});

test("a bug that the database has put into words is reported too", async () => {
  await expect(client.query("known bug")).rejects.toMatchObject({ code: "XX000" });
  expect(wire.bugs.splice(0)).toEqual([expect.objectContaining({ cause: new Error("y") })]);
});

test("the status byte follows the transaction", async () => {
  const raw = await RawClient.loggedIn(wire.port);
  const states: unknown[] = [];
  for (const sql of ["begin", "break", "rollback"]) {
    raw.send(messages.query(sql));
    states.push((await raw.until("Z")).at(-1));
  }
  expect(states).toEqual([
    ["Z", "T"],
    ["Z", "E"],
    ["Z", "I"],
  ]);
  raw.send(messages.terminate);
  await raw.rest();
});

test("queries sent ahead are answered in their order", async () => {
  const raw = await RawClient.loggedIn(wire.port);
  raw.send(messages.query("insert"), messages.query("break"), messages.query("select n"));
  const types: string[] = [];
  for (let ready = 0; ready < 3; ready += 1) {
    types.push((await raw.until("Z")).map(([type]) => type).join(""));
  }
  expect(types).toEqual(["CZ", "EZ", "TDDCZ"]);
  raw.socket.destroy();
});

test("text that is not UTF-8 fails its statement only", async () => {
  const raw = await RawClient.loggedIn(wire.port);
  raw.send(packet("Q", [0xff, 0]), messages.query("insert"));
  const [error] = await raw.until("Z");
  expect(reportFields(error as [string, string])).toMatchObject({ S: "ERROR", C: "22021" });
  expect((await raw.until("Z")).map(([type]) => type)).toEqual(["C", "Z"]);
  raw.socket.destroy();
});
