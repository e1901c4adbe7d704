import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { selfSigned } from "../harness/self-signed.ts";
import { startTestRedshift, withLocalRedshift } from "../harness/test-redshift.ts";
import type { TestRedshift } from "../harness/track-clients.ts";
import { cancelRequest } from "./wire/bytes.ts";
import { RawClient } from "./wire/raw-client.ts";

let redshift: TestRedshift;
beforeAll(async () => {
  redshift = await startTestRedshift();
});
afterAll(() => redshift.close());

async function withClient<T>(
  use: (client: pg.Client) => Promise<T>,
  config: pg.ClientConfig = {},
): Promise<T> {
  const client = await redshift.connect(config);
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

describe("settings of the start-up packet", () => {
  test("hold, and are what RESET goes back to", async () => {
    await withClient(
      async (client) => {
        const timeout = async () => (await client.query("show statement_timeout")).rows;
        const before = await timeout();
        await client.query("set statement_timeout to 1234");
        expect(await timeout()).not.toEqual(before);
        await client.query("reset statement_timeout");
        expect([before, await timeout()]).toEqual([
          [{ statement_timeout: "60000" }],
          [{ statement_timeout: "60000" }],
        ]);
      },
      { statement_timeout: 60_000 },
    );
  });

  test("that Redshift does not know refuse the log-in", async () => {
    await expect(redshift.connect({ lock_timeout: 1000 })).rejects.toMatchObject({
      severity: "FATAL",
      code: "42704",
      message: 'unrecognized configuration parameter "lock_timeout"',
    });
  });
});

test("a cancelled statement ends with 57014 and leaves the session usable", async () => {
  await withClient(async (client) => {
    const { processID, secretKey } = client as pg.Client & { processID: number; secretKey: number };
    await client.query("create temp table n (x integer)");
    await client.query(`insert into n values ${Array.from({ length: 100 }, () => "(1)").join(", ")}`);
    const product = Array.from("abcdef", (name) => `n ${name}`).join(", ");
    const running = client.query(`select count(*) from ${product} where a.x + b.x = c.x`);
    const outcome = expect(running).rejects.toMatchObject({ severity: "ERROR", code: "57014" });
    const other = await RawClient.open(redshift.port);
    other.send(cancelRequest(processID, secretKey));
    await other.rest();
    await outcome;
    expect((await client.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  });
});

test("a client that goes away in a transaction leaves nothing of it, nor its locks", async () => {
  await withClient((client) => client.query("create table kept (n integer)"));
  const leaving = await redshift.connect();
  await leaving.query("begin");
  await leaving.query("lock kept");
  await leaving.query("insert into kept values (1)");
  (leaving as pg.Client & { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  await withClient(async (client) => {
    await client.query("insert into kept values (2)");
    expect((await client.query("select n from kept")).rows).toEqual([{ n: 2 }]);
  });
});

test("a client that verifies the certificate talks over TLS", async () => {
  const tls = selfSigned();
  await withLocalRedshift({ tls }, async (server) => {
    const client = await server.connect({ ssl: { ca: tls.cert } });
    expect((await client.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    await client.end();
  });
});

test("a test that leaves a connection open fails, with the place where it was made", async () => {
  const server = await startTestRedshift();
  await server.connect();
  await expect(server.close()).rejects.toThrow("A connection was left open by the test");
});
