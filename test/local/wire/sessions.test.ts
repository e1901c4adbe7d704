import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Row } from "../../../local/wire/database.ts";
import { cancelRequest, i32, client as messages, packet, z } from "./bytes.ts";
import { RawClient, reportFields } from "./raw-client.ts";
import { field, ScriptedDatabase, type ScriptedSession } from "./scripted-database.ts";
import { startWire } from "./start-wire.ts";

const int = field("n", 23, 4);
const thousandRows: Row[] = Array.from({ length: 1000 }, () => ["x".repeat(100)]);

let fetched = 0;
let database: ScriptedDatabase;
let wire: Awaited<ReturnType<typeof startWire>>;

beforeEach(async () => {
  fetched = 0;
  database = new ScriptedDatabase({
    "select forever": { fields: [int], batches: (_, session) => untilCancelled(session) },
    "select endless": {
      fields: [field("t", 25)],
      batches: async function* () {
        for (;;) {
          fetched += 1;
          yield thousandRows;
        }
      },
    },
    insert: { tag: "INSERT 0 1" },
    begin: { tag: "BEGIN", status: "T" },
  });
  wire = await startWire(database, { maxMessageBytes: 1000 });
});
afterEach(() => wire.close());

/** One row, then nothing until cancel() is called. */
async function* untilCancelled({ cancelled }: ScriptedSession): AsyncGenerator<Row[]> {
  yield [["1"]];
  await once(cancelled.signal, "abort");
  throw cancelled.signal.reason;
}

function log(session = 0): string[] {
  return database.sessions[session]?.log ?? [];
}

async function running(statement: string): Promise<void> {
  await expect.poll(() => log()).toContain(statement);
}

describe("a cancel request", () => {
  test("ends the running statement of its session, which lives on", async () => {
    const raw = await RawClient.loggedIn(wire.port);
    raw.send(messages.query("select forever"));
    await running("select forever");
    const other = await RawClient.open(wire.port);
    other.send(cancelRequest(...raw.key));
    await other.rest();
    const received = await raw.until("Z");
    expect(received.map(([type]) => type)).toEqual(["T", "D", "E", "Z"]);
    expect(reportFields(received[2] ?? ["", ""])).toMatchObject({ S: "ERROR", C: "57014" });
    raw.send(messages.query("insert"));
    expect((await raw.until("Z")).map(([type]) => type)).toEqual(["C", "Z"]);
    raw.socket.destroy();
  });

  test("with a wrong secret does nothing", async () => {
    const raw = await RawClient.loggedIn(wire.port);
    const other = await RawClient.open(wire.port);
    other.send(cancelRequest(raw.key[0], raw.key[1] + 1));
    await other.rest();
    expect(log()).toEqual([]);
    raw.socket.destroy();
  });

  test("whose sender leaves at once still counts", async () => {
    const raw = await RawClient.loggedIn(wire.port);
    raw.send(messages.query("select forever"));
    await running("select forever");
    const other = await RawClient.open(wire.port);
    other.socket.end(cancelRequest(...raw.key));
    expect((await raw.until("Z")).at(-2)?.[0]).toBe("E");
    raw.socket.destroy();
  });
});

describe("a client that leaves", () => {
  test("politely has its session closed", async () => {
    const client = await wire.connect();
    await client.end();
    await expect.poll(() => log()).toEqual(["close", "cancel"]);
  });

  test("in a running statement has it cancelled, then the session closed", async () => {
    const raw = await RawClient.loggedIn(wire.port);
    raw.send(messages.query("begin"), messages.query("select forever"));
    await running("select forever");
    raw.socket.destroy();
    await expect.poll(() => log()).toEqual(["begin", "select forever", "cancel", "left", "close"]);
    expect(wire.server.sessionCount).toBe(0);
  });

  test("runs nothing that it had sent ahead", async () => {
    const raw = await RawClient.loggedIn(wire.port);
    raw.send(messages.query("select forever"), messages.query("insert"), messages.terminate);
    await running("select forever");
    raw.socket.destroy();
    await expect.poll(() => log()).toEqual(["select forever", "cancel", "left", "close"]);
  });
});

describe("a client that does not read", () => {
  test("holds back the database", async () => {
    const raw = await RawClient.loggedIn(wire.port);
    raw.socket.pause();
    raw.send(messages.query("select endless"));
    let before = -1;
    await expect
      .poll(() => {
        const isStill = fetched > 0 && fetched === before;
        before = fetched;
        return isStill;
      })
      .toBe(true);
    raw.socket.destroy();
    await expect.poll(() => log()).toEqual(["select endless", "cancel", "left", "close"]);
    expect(fetched).toBe(before);
  });

  test("and sends on and on is not read either", async () => {
    const raw = await RawClient.loggedIn(wire.port);
    raw.send(messages.query("select forever"));
    await running("select forever");
    const chunk = Buffer.alloc(900, messages.flush);
    const block = Buffer.concat(Array.from({ length: 1000 }, () => chunk));
    const isTaken = () => new Promise((resolve) => raw.socket.write(block, resolve));
    let blocks = 0;
    const sending = (async () => {
      for (; blocks < 100; blocks += 1) await isTaken();
    })();
    let before = -1;
    await expect
      .poll(() => {
        const isStill = blocks > 0 && blocks === before;
        before = blocks;
        return isStill;
      })
      .toBe(true);
    expect(blocks).toBeLessThan(100);
    database.sessions[0]?.cancel();
    raw.socket.destroy();
    await sending;
  });
});

describe("a malformed message", () => {
  test.each([
    ["of an unknown type", packet("~"), 'unexpected message type "~"'],
    [
      "that is too long",
      Buffer.from([...Buffer.from("Q"), ...i32(1001)]),
      "message of 1001 bytes is longer than the limit of 1000",
    ],
    ["of COPY data", packet("d", "1,2"), 'unexpected message type "d"'],
    ["that ends early", packet("P", z("")), "message has a string without end"],
  ])("%s ends that session only", async (_, bytes, message) => {
    const client = await wire.connect();
    const raw = await RawClient.loggedIn(wire.port);
    raw.send(messages.query("begin"), bytes, messages.query("insert"));
    const received = await raw.rest();
    expect(received.map(([type]) => type)).toEqual(["C", "Z", "E"]);
    expect(reportFields(received[2] ?? ["", ""])).toEqual({ S: "FATAL", C: "08P01", M: message });
    await expect.poll(() => log(1)).toEqual(["begin", "close", "cancel"]);
    expect((await client.query("insert")).rowCount).toBe(1);
    await client.end();
  });
});

test("200 connections are served at once", async () => {
  const clients = await Promise.all(Array.from({ length: 200 }, () => wire.connect()));
  const results = await Promise.all(clients.map((client) => client.query("insert")));
  expect(results.every(({ rowCount }) => rowCount === 1)).toBe(true);
  await Promise.all(clients.map((client) => client.end()));
});

describe("closing the server", () => {
  test("ends idle and running sessions with 57P01, cancelled and closed", async () => {
    const idle = await RawClient.loggedIn(wire.port);
    const busy = await RawClient.loggedIn(wire.port);
    busy.send(messages.query("select forever"));
    await expect.poll(() => log(1)).toContain("select forever");
    await wire.server.close();
    for (const raw of [idle, busy]) {
      const error = (await raw.rest()).at(-1);
      expect(reportFields(error ?? ["", ""])).toMatchObject({ S: "FATAL", C: "57P01" });
    }
    expect(log(0)).toEqual(["cancel", "close"]);
    expect(log(1)).toEqual(["select forever", "cancel", "left", "close"]);
    wire = await startWire(database);
  });

  test("drops a client that never logged in", async () => {
    const raw = await RawClient.open(wire.port);
    await wire.server.close();
    await raw.rest();
    await expect(RawClient.open(wire.port)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    wire = await startWire(database);
  });
});
