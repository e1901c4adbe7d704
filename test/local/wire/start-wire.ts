import { type WireOptions, WireServer } from "../../../local/wire/wire-server.ts";
import { type TestRedshift, trackClients } from "../../harness/track-clients.ts";
import type { ScriptedDatabase } from "./scripted-database.ts";

export const login = { database: "sparkify", user: "dwh_admin", password: "only-for-tests" };

/** The wire before a scripted database, on a free port. Bugs are collected, to be looked at. */
export async function startWire(
  database: ScriptedDatabase,
  options: Partial<WireOptions> = {},
): Promise<TestRedshift & { server: WireServer; bugs: unknown[] }> {
  const bugs: unknown[] = [];
  const server = new WireServer(database, {
    ...login,
    onBug: (error) => bugs.push(error),
    ...options,
  });
  const address = await server.listen(0, "127.0.0.1");
  const testServer = {
    ...address,
    get sessionCount() {
      return server.sessionCount;
    },
    close: () => server.close(),
  };
  return { ...trackClients(testServer, login), server, bugs };
}
