import { describe, expect, test } from "vitest";
import { MessageReader } from "../../../local/wire/message-reader.ts";
import { client, i32, packet, startupWith } from "./bytes.ts";

const stream = Buffer.concat([
  startupWith({ user: "dwh_admin", database: "sparkify" }),
  client.query("select 'é'"),
  client.sync,
  client.parse("s1", "select $1", [23]),
]);

function readAll(reader: MessageReader, chunks: readonly Buffer[]): [string, string][] {
  const messages: [string, string][] = [];
  for (const chunk of chunks) {
    reader.push(chunk);
    for (;;) {
      const message = messages.length === 0 ? reader.nextStartup(100) : reader.nextMessage(100);
      if (message === undefined) break;
      messages.push([message.type, message.body.toString("latin1")]);
    }
  }
  return messages;
}

describe("a byte stream is cut into messages", () => {
  const whole = readAll(new MessageReader(), [stream]);

  test("that come in one piece", () => {
    expect(whole.map(([type]) => type)).toEqual(["", "Q", "S", "P"]);
    expect(whole[1]?.[1]).toBe(Buffer.from("select 'é'\0").toString("latin1"));
    expect(whole[2]?.[1]).toBe("");
  });

  test("that are split at any byte", () => {
    for (let at = 0; at <= stream.length; at += 1) {
      const chunks = [stream.subarray(0, at), stream.subarray(at)];
      expect(readAll(new MessageReader(), chunks)).toEqual(whole);
    }
  });

  test("that come byte by byte", () => {
    const chunks = Array.from(stream, (byte) => Buffer.from([byte]));
    expect(readAll(new MessageReader(), chunks)).toEqual(whole);
  });
});

describe("a length that cannot be", () => {
  test.each([
    ["shorter than itself", 3, "invalid message length 3"],
    ["negative", -1, "invalid message length -1"],
    ["over the limit", 101, "message of 101 bytes is longer than the limit of 100"],
  ])("%s is refused before the body comes", (_, length, message) => {
    const reader = new MessageReader();
    reader.push(Buffer.from([...Buffer.from("Q"), ...i32(length)]));
    expect(() => reader.nextMessage(100)).toThrow(expect.objectContaining({ code: "08P01", message }));
  });

  test("just at the limit passes", () => {
    const reader = new MessageReader();
    reader.push(packet("Q", "x".repeat(96)));
    expect(reader.nextMessage(100)?.body.toString()).toBe("x".repeat(96));
  });
});

test("what is not read yet is counted", () => {
  const reader = new MessageReader();
  reader.push(Buffer.concat([client.sync, client.sync, Buffer.from("Q")]));
  reader.nextMessage(100);
  expect(reader.size).toBe(6);
});
