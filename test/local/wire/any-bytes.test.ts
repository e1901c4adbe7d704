import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SqlError } from "../../../local/wire/database.ts";
import { decodeMessage } from "../../../local/wire/frontend-message.ts";
import { decodeStartup } from "../../../local/wire/startup-packet.ts";
import { client as messages, packet } from "./bytes.ts";
import { RawClient } from "./raw-client.ts";
import { ScriptedDatabase } from "./scripted-database.ts";
import { startWire } from "./start-wire.ts";

const body = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes));
const type = fc.constantFrom(..."QPBDECSHX~dcfFp");

function expectAnswerOrSqlError(decode: () => unknown): void {
  try {
    decode();
  } catch (error) {
    expect(error).toBeInstanceOf(SqlError);
  }
}

test("any body is a message or an SqlError", () => {
  fc.assert(
    fc.property(type, body, (letter, bytes) => {
      expectAnswerOrSqlError(() => decodeMessage({ type: letter, body: bytes }));
    }),
    { numRuns: 2000 },
  );
});

test("any start-up packet is a request or an SqlError", () => {
  const versioned = fc.tuple(fc.constantFrom(0x0003_0000, 0x04d2_162e, 7), body).map(([version, rest]) => {
    const head = Buffer.alloc(4);
    head.writeInt32BE(version);
    return Buffer.concat([head, rest]);
  });
  fc.assert(
    fc.property(fc.oneof(body, versioned), (bytes) => {
      expectAnswerOrSqlError(() => decodeStartup(bytes));
    }),
    { numRuns: 2000 },
  );
});

let wire: Awaited<ReturnType<typeof startWire>>;
beforeAll(async () => {
  wire = await startWire(new ScriptedDatabase({ insert: { tag: "INSERT 0 1" } }));
});
afterAll(() => wire.close());

test("whatever a session is sent, it ends alone and is no fault of the server", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(type, body), { maxLength: 5 }), async (sent) => {
      const raw = await RawClient.loggedIn(wire.port);
      raw.send(...sent.map(([letter, bytes]) => packet(letter, [...bytes])), messages.sync);
      raw.send(messages.terminate);
      await raw.rest();
      expect(wire.bugs).toEqual([]);
    }),
    { numRuns: 50 },
  );
  const client = await wire.connect();
  expect((await client.query("insert")).rowCount).toBe(1);
  await client.end();
});
