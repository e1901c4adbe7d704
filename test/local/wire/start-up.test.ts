import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SqlError } from "../../../local/wire/database.ts";
import { cancelRequest, gssRequest, i32, packet, sslRequest, startup, startupWith, z } from "./bytes.ts";
import { RawClient, reportFields } from "./raw-client.ts";
import { ScriptedDatabase } from "./scripted-database.ts";
import { login, startWire } from "./start-wire.ts";

const database = new ScriptedDatabase({});
let wire: Awaited<ReturnType<typeof startWire>>;
beforeAll(async () => {
  wire = await startWire(database, { loginTimeoutMs: 300, maxSessions: 3 });
});
afterAll(() => wire.close());

const known = { user: login.user, database: login.database };

async function lastWords(...bytes: readonly Buffer[]): Promise<Record<string, string>> {
  const raw = await RawClient.open(wire.port);
  raw.send(...bytes);
  const [message] = await raw.rest();
  return message === undefined ? {} : reportFields(message);
}

describe("log-in", () => {
  test("tells the client what Redshift tells it", async () => {
    const raw = await RawClient.open(wire.port);
    raw.send(startupWith({ ...known, application_name: "etl" }));
    await raw.answerPassword(login.password);
    const messages = await raw.until("Z");
    expect(messages.map(([type]) => type).join("")).toMatch(/^RS+KZ$/);
    const parameters = messages
      .filter(([type]) => type === "S")
      .map(([, body]) => body.split("\0").slice(0, 2));
    expect(Object.fromEntries(parameters)).toEqual({
      application_name: "etl",
      client_encoding: "UNICODE",
      DateStyle: "ISO, MDY",
      integer_datetimes: "on",
      is_superuser: "on",
      max_numeric_precision: "38",
      max_varchar_size: "65535",
      padb_version: "1.0.0",
      server_encoding: "UNICODE",
      server_version: "8.0.2",
      session_authorization: "dwh_admin",
      TimeZone: "UTC",
    });
    expect(messages.at(-1)).toEqual(["Z", "I"]);
    raw.socket.destroy();
  });

  test("works however the packets are split", async () => {
    const raw = await RawClient.open(wire.port);
    for (const byte of startupWith(known)) raw.send(Buffer.from([byte]));
    await raw.answerPassword(login.password);
    expect((await raw.until("Z")).at(-1)).toEqual(["Z", "I"]);
    raw.socket.destroy();
  });

  test("hands name, number and settings to the database", async () => {
    const client = await wire.connect({ application_name: "etl", statement_timeout: 5000 });
    const processId = (client as pg.Client & { processID: number }).processID;
    expect(database.logins.at(-1)).toMatchObject({
      ...known,
      applicationName: "etl",
      processId,
      settings: { statement_timeout: "5000" },
    });
    await client.end();
  });

  test("takes what Amazon's drivers tell about themselves as no setting", async () => {
    const notes = { client_protocol_version: "2", driver_version: "x", driver_discovery_version: "1" };
    const raw = await RawClient.open(wire.port);
    raw.send(startupWith({ ...known, ...notes, os_version: "y", plugin_name: "z", options: "" }));
    await raw.answerPassword(login.password);
    await raw.until("Z");
    expect(database.logins.at(-1)?.settings).toEqual({});
    raw.socket.destroy();
  });

  test.each([
    [{ password: "wrong" }, "28P01", 'password authentication failed for user "dwh_admin"'],
    [{ user: "mallory" }, "28P01", 'password authentication failed for user "mallory"'],
    [{ database: "other" }, "3D000", 'database "other" does not exist'],
  ])("with %o fails", async (config, code, message) => {
    await expect(wire.connect(config)).rejects.toMatchObject({ severity: "FATAL", code, message });
  });

  test("fails with what the database says", async () => {
    database.refuse = new SqlError("42704", 'unrecognized configuration parameter "x"');
    await expect(wire.connect()).rejects.toMatchObject({ severity: "FATAL", code: "42704" });
    database.refuse = undefined;
  });

  test.each([
    ["UTF8", "UTF8"],
    ["'utf-8'", "UTF8"],
    ["unicode", "UNICODE"],
  ])("takes the client encoding %s", async (client_encoding, reported) => {
    const raw = await RawClient.open(wire.port);
    raw.send(startupWith({ ...known, client_encoding }));
    await raw.answerPassword(login.password);
    expect(await raw.until("Z")).toContainEqual(["S", `client_encoding\0${reported}\0`]);
    raw.socket.destroy();
  });

  test.each([
    ["options", "-c x=1"],
    ["replication", "database"],
    ["client_encoding", "LATIN1"],
  ])("with the parameter %s is refused", async (name, value) => {
    const raw = await RawClient.open(wire.port);
    raw.send(startupWith({ ...known, [name]: value }));
    await raw.answerPassword(login.password);
    const error = (await raw.rest()).at(-1);
    expect(reportFields(error ?? ["", ""])).toMatchObject({
      S: "FATAL",
      C: "0A000",
      M: expect.stringContaining(name),
    });
  });

  test("past the limit of sessions is refused, and a place that is freed is given again", async () => {
    const clients = await Promise.all([wire.connect(), wire.connect(), wire.connect()]);
    await expect(wire.connect()).rejects.toMatchObject({ severity: "FATAL", code: "53300" });
    await clients[0]?.end();
    await expect.poll(() => wire.server.sessionCount).toBe(2);
    clients[0] = await wire.connect();
    for (const client of clients) await client.end();
    await expect.poll(() => wire.server.sessionCount).toBe(0);
  });

  test("that takes too long is dropped", async () => {
    const raw = await RawClient.open(wire.port);
    raw.send(startupWith(known));
    expect((await raw.rest()).map(([type]) => type)).toEqual(["R"]);
  });
});

describe("before the start-up packet", () => {
  test("requests for encryption are declined and the session goes on in plain", async () => {
    const raw = await RawClient.open(wire.port);
    raw.send(gssRequest);
    expect(await raw.bytes(1)).toBe("N");
    raw.send(sslRequest);
    expect(await raw.bytes(1)).toBe("N");
    raw.send(startupWith(known));
    expect((await raw.message())[0]).toBe("R");
    raw.socket.destroy();
  });

  test("a client that wants a later minor version or options is told what there is", async () => {
    const raw = await RawClient.open(wire.port);
    raw.send(startup([0, 3, 0, 2], z("user"), z(login.user), z("_pq_.x"), z("1"), [0]));
    expect(await raw.message()).toEqual(["v", packet("", i32(0), i32(1), z("_pq_.x")).toString("latin1", 4)]);
    raw.socket.destroy();
  });

  test("a cancel request for nobody is closed without a word", async () => {
    expect(await lastWords(cancelRequest(1, 2))).toEqual({});
  });

  test.each([
    [
      "another protocol version",
      startup([0, 2, 0, 0]),
      "0A000",
      "unsupported frontend protocol 2.0: server supports 3.0",
    ],
    [
      "an endless packet",
      Buffer.from(i32(10_001)),
      "08P01",
      "message of 10001 bytes is longer than the limit of 10000",
    ],
    ["a length that is none", Buffer.from(i32(0)), "08P01", "invalid message length 0"],
    [
      "HTTP",
      Buffer.from("GET / HTTP/1.1\r\n\r\n"),
      "08P01",
      "message of 1195725856 bytes is longer than the limit of 10000",
    ],
    [
      "a packet without end",
      startup([0, 3, 0, 0], z("user"), z("x")),
      "08P01",
      "start-up packet has no terminator",
    ],
    ["no user", startupWith({ database: "sparkify" }), "28000", "no user name in start-up packet"],
    [
      "a second request for encryption",
      Buffer.concat([gssRequest, gssRequest]),
      "08P01",
      "second gss request",
    ],
  ])("%s ends the connection", async (_, bytes, code, message) => {
    const raw = await RawClient.open(wire.port);
    raw.send(bytes);
    if (bytes.equals(Buffer.concat([gssRequest, gssRequest]))) await raw.bytes(1);
    expect(reportFields((await raw.rest())[0] ?? ["", ""])).toEqual({
      S: "FATAL",
      C: code,
      M: message,
    });
  });

  test("anything but a password ends the connection", async () => {
    const raw = await RawClient.open(wire.port);
    raw.send(startupWith(known), packet("Q", z("select 1")));
    expect(reportFields((await raw.rest())[1] ?? ["", ""])).toEqual({
      S: "FATAL",
      C: "08P01",
      M: "expected a password message",
    });
  });
});
