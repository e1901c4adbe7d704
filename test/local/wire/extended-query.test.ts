import type pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SqlError } from "../../../local/wire/database.ts";
import { i16, i32, client as messages, packet, z } from "./bytes.ts";
import { RawClient, type Received, reportFields } from "./raw-client.ts";
import { field, ScriptedDatabase } from "./scripted-database.ts";
import { startWire } from "./start-wire.ts";

const int = field("n", 23, 4);
const numbers = (...values: number[]) => values.map((value) => [String(value)]);
const database = new ScriptedDatabase({
  "select five": {
    fields: [int],
    batches: () => [numbers(1, 2), numbers(3, 4, 5)],
    tag: "SELECT 5",
  },
  "select $1, $2": {
    fields: [int, field("t", 25)],
    parameterTypes: [23, 0],
    batches: ([first = null, second = null]) => [[[first, second]]],
    tag: "SELECT 1",
  },
  insert: { tag: "INSERT 0 1" },
  begin: { tag: "BEGIN", status: "T" },
  fail: { error: new SqlError("22012", "division by zero") },
});

let wire: Awaited<ReturnType<typeof startWire>>;
let raw: RawClient;
beforeAll(async () => {
  wire = await startWire(database);
});
afterAll(() => wire.close());
beforeEach(async () => {
  raw = await RawClient.loggedIn(wire.port);
});
afterEach(async () => {
  raw.send(messages.terminate);
  await raw.rest();
});

/** What the server answers up to ReadyForQuery: types, with rows by their text and errors by their code. */
async function answer(...bytes: readonly Buffer[]): Promise<string> {
  raw.send(...bytes, messages.sync);
  return (await raw.until("Z")).map(inWords).join(" ");
}

function inWords(message: Received): string {
  const [type, body] = message;
  if (type === "D") return `D(${body.slice(6)})`;
  if (type === "E") return `E(${reportFields(message).C})`;
  if (type === "C") return `C(${body.slice(0, -1)})`;
  return type;
}

describe("through pg", () => {
  let client: pg.Client;
  beforeEach(async () => {
    client = await wire.connect();
  });
  afterEach(() => client.end());

  test("parameters go in and rows come out", async () => {
    const { rows } = await client.query("select $1, $2", [7, "ü"]);
    expect(rows).toEqual([{ n: 7, t: "ü" }]);
  });

  test("a null parameter stays null, an empty one empty", async () => {
    const { rows } = await client.query("select $1, $2", [null, ""]);
    expect(rows).toEqual([{ n: null, t: "" }]);
  });

  test("a named statement is prepared once and run again", async () => {
    const query = { name: "both", text: "select $1, $2" };
    await client.query({ ...query, values: [1, "a"] });
    const { rows } = await client.query({ ...query, values: [2, "b"] });
    expect(rows).toEqual([{ n: 2, t: "b" }]);
  });

  test("binary results are read where the driver asks for them", async () => {
    const { rows } = await client.query({
      text: "select $1, $2",
      values: [16909060, "b"],
      binary: true,
    } as pg.QueryConfig);
    expect(rows).toEqual([{ n: 16909060, t: "b" }]);
  });

  test("an error is the query's, and the next one works", async () => {
    await expect(client.query("fail", [])).rejects.toMatchObject({ code: "22012" });
    await expect(client.query("select $1, $2", [1])).rejects.toMatchObject({
      code: "08P01",
      message: 'bind message supplies 1 parameters, but prepared statement "" requires 2',
    });
    expect((await client.query("select $1, $2", [1, 2])).rows).toEqual([{ n: 1, t: "2" }]);
  });
});

describe("Parse, Bind, Describe, Execute", () => {
  test("answer each with its message", async () => {
    const { parse, bind, describe, execute } = messages;
    raw.send(parse("s", "select $1, $2"), describe("S", "s"));
    raw.send(bind("p", "s", { values: ["1", null], resultFormats: [1, 0] }), describe("P", "p"));
    raw.send(execute("p"), messages.sync);
    const received = await raw.until("Z");
    const columns = (format: number) => [
      ...[z("n"), i32(0), i16(0), i32(23), i16(4), i32(-1), i16(format)],
      ...[z("t"), i32(0), i16(0), i32(25), i16(-1), i32(-1), i16(0)],
    ];
    const expected = [
      packet("1"),
      packet("t", i16(2), i32(23), i32(25)),
      packet("T", i16(2), ...columns(0)),
      packet("2"),
      packet("T", i16(2), ...columns(1)),
      packet("D", i16(2), i32(4), i32(1), i32(-1)),
      packet("C", z("SELECT 1")),
      packet("Z", "I"),
    ];
    expect(received).toEqual(
      expected.map((bytes) => [bytes.toString("latin1", 0, 1), bytes.toString("latin1", 5)]),
    );
  });

  test("of a statement without rows say so", async () => {
    const { parse, bind, describe, execute } = messages;
    expect(
      await answer(parse("", "insert"), describe("S", ""), bind("", ""), describe("P", ""), execute("")),
    ).toBe("1 t n 2 n C(INSERT 0 1) Z");
  });

  test("of an empty text do nothing", async () => {
    const { parse, bind, execute } = messages;
    expect(await answer(parse("", " ; "), bind("", ""), execute(""))).toBe("1 2 I Z");
  });

  test("take binary parameters by the statement's types", async () => {
    const bind = packet(
      "B",
      ...[z(""), z(""), i16(2), i16(1), i16(0), i16(2), i32(4), i32(258), i32(1), "x", i16(0)],
    );
    expect(await answer(messages.parse("", "select $1, $2"), bind, messages.execute(""))).toBe(
      `1 2 D(258${"\0\0\0\x01"}x) C(SELECT 1) Z`,
    );
  });

  test("refuse a binary value of the wrong length", async () => {
    const bind = packet("B", ...[z(""), z(""), i16(1), i16(1), i16(2), i32(1), [1], i32(1), "x", i16(0)]);
    expect(await answer(messages.parse("", "select $1, $2"), bind)).toBe("1 E(22P03) Z");
  });

  test("take the type that the client gave where the database leaves it open", async () => {
    raw.send(messages.parse("", "select $1, $2", [20, 1043]), messages.describe("S", ""));
    raw.send(messages.sync);
    const [, described] = await raw.until("Z");
    expect(described).toEqual(["t", packet("", i16(2), i32(23), i32(1043)).toString("latin1", 4)]);
  });

  test("are answered after Flush without waiting for Sync", async () => {
    raw.send(messages.parse("", "select five"), messages.describe("S", ""), messages.flush);
    expect((await raw.until("T")).map(([type]) => type)).toEqual(["1", "t", "T"]);
  });
});

describe("an error", () => {
  const { parse, bind, execute, describe: describeIt, close } = messages;
  test.each([
    ["more than one statement", [parse("", "insert; insert")], "E(42601)"],
    ["a statement that is not there", [bind("", "none")], "E(26000)"],
    ["a portal that is not there", [execute("none")], "E(34000)"],
    ["Describe of a portal that is not there", [describeIt("P", "none")], "E(34000)"],
    ["a name that is taken", [parse("s", "insert"), parse("s", "insert")], "1 E(42P05)"],
    ["a portal's name that is taken", [parse("s", "insert"), bind("p", "s"), bind("p", "s")], "1 2 E(42P03)"],
    [
      "formats for another number of columns",
      [parse("s", "select five"), bind("", "s", { resultFormats: [0, 0] })],
      "1 E(08P01)",
    ],
  ])("for %s", async (_, bytes, expected) => {
    expect(await answer(...bytes)).toBe(`${expected} Z`);
  });

  test("discards everything up to the Sync, and nothing after it", async () => {
    raw.send(parse("", "fail"), bind("", ""), execute(""), parse("x", "insert"), messages.query("insert"));
    raw.send(messages.sync, parse("x", "insert"), bind("", "x"), execute(""), messages.sync);
    expect((await raw.until("Z")).map(inWords).join(" ")).toBe("1 2 E(22012) Z");
    expect((await raw.until("Z")).map(inWords).join(" ")).toBe("1 2 C(INSERT 0 1) Z");
  });

  test("none for closing what is not there", async () => {
    expect(await answer(close("S", "none"), close("P", "none"))).toBe("3 3 Z");
  });

  test("leaves a closed name free", async () => {
    expect(await answer(parse("s", "insert"), close("S", "s"), parse("s", "insert"))).toBe("1 3 1 Z");
  });
});

describe("Execute with a row limit", () => {
  const { parse, bind, execute, close } = messages;
  const row = (...values: number[]) => values.map((value) => `D(${value})`).join(" ");

  test("gives the rows in pieces, across the database's batches", async () => {
    const all = await answer(
      ...[parse("", "select five"), bind("p", ""), execute("p", 1), execute("p", 2), execute("p", 2)],
      ...[execute("p", 2)],
    );
    expect(all).toBe(`1 2 ${row(1)} s ${row(2, 3)} s ${row(4, 5)} s C(SELECT 5) Z`);
  });

  test("of all rows at once after some gives the rest", async () => {
    const all = await answer(parse("", "select five"), bind("p", ""), execute("p", 1), execute("p"));
    expect(all).toBe(`1 2 ${row(1)} s ${row(2, 3, 4, 5)} C(SELECT 5) Z`);
  });

  test("after the last row cannot be run again", async () => {
    const all = await answer(parse("", "select five"), bind("p", ""), execute("p"), execute("p"));
    expect(all).toBe(`1 2 ${row(1, 2, 3, 4, 5)} C(SELECT 5) E(55000) Z`);
  });

  test("outlives the Sync inside a transaction block", async () => {
    expect(await answer(parse("b", "begin"), bind("", "b"), execute(""))).toBe("1 2 C(BEGIN) Z");
    expect(await answer(parse("", "select five"), bind("p", ""), execute("p", 2))).toBe(
      `1 2 ${row(1, 2)} s Z`,
    );
    expect(await answer(execute("p", 9))).toBe(`${row(3, 4, 5)} C(SELECT 5) Z`);
  });

  test("ends at the Sync outside of one, and frees the rest", async () => {
    await answer(parse("", "select five"), bind("p", ""), execute("p", 2));
    expect(database.sessions.at(-1)?.log).toEqual(["select five", "left"]);
    expect(await answer(execute("p"))).toBe("E(34000) Z");
  });

  test("ends by Close, and frees the rest", async () => {
    await answer(parse("", "select five"), bind("p", ""), execute("p", 2), close("P", "p"));
    expect(database.sessions.at(-1)?.log).toEqual(["select five", "left"]);
  });

  test("ends by the next Bind of the unnamed portal", async () => {
    await answer(parse("", "select five"), bind("", ""), execute("", 2), bind("", ""), execute(""));
    expect(database.sessions.at(-1)?.log).toEqual(["select five", "left", "select five"]);
  });
});

test("a simple query takes the place of the unnamed statement", async () => {
  raw.send(messages.parse("", "insert"), messages.query("insert"));
  await raw.until("Z");
  expect(await answer(messages.bind("", ""))).toBe("E(26000) Z");
});
