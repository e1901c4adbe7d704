import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";

/** What a test needs of a running local Redshift. */
export interface TestServer {
  readonly host: string;
  readonly port: number;
  readonly sessionCount: number;
  close(): Promise<void>;
}

export interface TestLogin {
  database: string;
  user: string;
  password: string;
}

export interface TestRedshift extends TestLogin, AsyncDisposable {
  readonly host: string;
  readonly port: number;
  /** A connected client; the test ends it. */
  connect(config?: pg.ClientConfig): Promise<pg.Client>;
  /** Stops the server. Rejects, naming the test's line, when a connection was left open. */
  close(): Promise<void>;
}

/** A server learns of a closed socket a moment after the client does. */
const SETTLE_MS = 2000;

/** Hands out clients of a server and fails its closing while one of them, or any other session, is open. */
export function trackClients(server: TestServer, login: TestLogin): TestRedshift {
  const open = new Map<pg.Client, Error>();
  const { host, port } = server;

  async function connect(config: pg.ClientConfig = {}): Promise<pg.Client> {
    const client = new pg.Client({ host, port, ...login, ...config });
    await client.connect();
    open.set(client, new Error("A connection was left open by the test that made it here"));
    client.once("end", () => open.delete(client));
    // A connection that the server ends is for the test to notice, by what it asks next.
    client.on("error", () => open.delete(client));
    return client;
  }

  async function close(): Promise<void> {
    const leaks = [...open];
    for (const [client] of leaks) await client.end();
    for (let waited = 0; server.sessionCount > 0 && waited < SETTLE_MS; waited += 10) await wait(10);
    const sessions = server.sessionCount;
    await server.close();
    if (leaks[0] !== undefined) throw leaks[0][1];
    if (sessions > 0) throw new Error(`${sessions} sessions were left open by another process`);
  }

  return { host, port, ...login, connect, close, [Symbol.asyncDispose]: close };
}
