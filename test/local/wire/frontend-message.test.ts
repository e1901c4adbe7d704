import { describe, expect, test } from "vitest";
import { decodeMessage } from "../../../local/wire/frontend-message.ts";
import { MessageReader } from "../../../local/wire/message-reader.ts";
import { client, i16, i32, packet, z } from "./bytes.ts";

function decode(bytes: Buffer) {
  const reader = new MessageReader();
  reader.push(bytes);
  const message = reader.nextMessage(1000);
  if (message === undefined) throw new Error("Not a whole message");
  return decodeMessage(message);
}

describe("messages of a client are read whole", () => {
  test.each([
    [client.query("select 'ü'"), { type: "query", sql: "select 'ü'" }],
    [client.parse("s", "x", [23, 0]), { type: "parse", name: "s", sql: "x", parameterTypes: [23, 0] }],
    [client.describe("S", "s"), { type: "describe", target: { kind: "statement", name: "s" } }],
    [client.describe("P", ""), { type: "describe", target: { kind: "portal", name: "" } }],
    [client.execute("p", 10), { type: "execute", portal: "p", maxRows: 10 }],
    [client.execute("", -1), { type: "execute", portal: "", maxRows: 0 }],
    [client.close("S", "s"), { type: "close", target: { kind: "statement", name: "s" } }],
    [client.sync, { type: "sync" }],
    [client.flush, { type: "flush" }],
    [client.terminate, { type: "terminate" }],
  ])("%s", (bytes, message) => {
    expect(decode(bytes)).toEqual(message);
  });

  test("a bind with a null, an empty and a binary value", () => {
    const bytes = packet(
      "B",
      ...[z("p"), z("s"), i16(3), i16(0), i16(0), i16(1), i16(3)],
      ...[i32(-1), i32(0), i32(2), [1, 2]],
      ...[i16(1), i16(1)],
    );
    expect(decode(bytes)).toEqual({
      type: "bind",
      portal: "p",
      statement: "s",
      parameterFormats: [0, 0, 1],
      values: [null, Buffer.alloc(0), Buffer.from([1, 2])],
      resultFormats: [1],
    });
  });
});

describe("a malformed message is a protocol violation", () => {
  test.each([
    ["text without end", packet("Q", "select 1"), "message has a string without end"],
    ["bytes after its content", packet("S", [0]), "message is longer than its content"],
    ["a count beyond its end", packet("P", z(""), z(""), i16(2), i32(1)), "message is too short"],
    ["a value beyond its end", packet("B", z(""), z(""), i16(0), i16(1), i32(9)), "message is too short"],
    ["a negative length", packet("B", z(""), z(""), i16(0), i16(1), i32(-2)), "message is too short"],
    ["an unknown target", packet("D", "X", z("")), 'unknown target "X" of a describe or close'],
    ["an unknown type", packet("~"), 'unexpected message type "~"'],
    ["COPY data that nobody asked for", packet("d", "1,2"), 'unexpected message type "d"'],
    ["a function call", packet("F", i32(1)), 'unexpected message type "F"'],
  ])("%s", (_, bytes, message) => {
    expect(() => decode(bytes)).toThrow(expect.objectContaining({ code: "08P01", message }));
  });
});

test("text that is not UTF-8 fails its statement, not the session", () => {
  const broken = packet("Q", [0xff, 0]);
  expect(() => decode(broken)).toThrow(expect.objectContaining({ code: "22021", name: "SqlError" }));
});

test("a format code beyond text and binary fails its statement", () => {
  const bytes = packet("B", z(""), z(""), i16(1), i16(2), i16(0), i16(0));
  expect(() => decode(bytes)).toThrow(
    expect.objectContaining({ code: "22023", message: "unsupported format code: 2" }),
  );
});
