import { createSecureContext } from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { selfSigned } from "../../harness/self-signed.ts";
import { sslRequest, startupWith } from "./bytes.ts";
import { RawClient, reportFields } from "./raw-client.ts";
import { field, ScriptedDatabase } from "./scripted-database.ts";
import { startWire } from "./start-wire.ts";

const certificate = selfSigned();
const text = "x".repeat(1000);
const database = new ScriptedDatabase({
  "select wide": {
    fields: [field("t", 25)],
    batches: () => Array.from({ length: 10 }, () => Array.from({ length: 200 }, () => [text])),
    tag: "SELECT 2000",
  },
});
let wire: Awaited<ReturnType<typeof startWire>>;
beforeAll(async () => {
  wire = await startWire(database, { secureContext: createSecureContext(certificate) });
});
afterAll(() => wire.close());

test("a client that verifies the certificate talks over TLS", async () => {
  const client = await wire.connect({ ssl: { ca: certificate.cert } });
  const { rows } = await client.query("select wide");
  expect(rows).toHaveLength(2000);
  expect(rows.every(({ t }) => t === text)).toBe(true);
  await client.end();
});

test("a client that does not trust the certificate goes away, and the server stays", async () => {
  await expect(wire.connect({ ssl: { rejectUnauthorized: true } })).rejects.toMatchObject({
    code: "DEPTH_ZERO_SELF_SIGNED_CERT",
  });
  const client = await wire.connect({ ssl: { ca: certificate.cert } });
  await client.end();
});

test("a client that asks for no TLS gets none", async () => {
  const client = await wire.connect();
  await client.end();
});

test("plain bytes sent ahead of the handshake end the connection", async () => {
  const raw = await RawClient.open(wire.port);
  raw.send(sslRequest, startupWith({ user: "mallory" }));
  expect(await raw.bytes(1)).toBe("S");
  expect(reportFields((await raw.rest())[0] ?? ["", ""])).toMatchObject({
    C: "08P01",
    M: "received unencrypted data after SSLRequest",
  });
});

test("a handshake that is none ends that connection only", async () => {
  const raw = await RawClient.open(wire.port);
  raw.send(sslRequest);
  await raw.bytes(1);
  raw.send(Buffer.from("this is no handshake"));
  await raw.rest().catch(() => {});
  const client = await wire.connect({ ssl: { ca: certificate.cert } });
  await client.end();
});
