import type { EngineConnection } from "../engine/engine-connection.ts";
import type { Storage } from "../engine/storage.ts";
import type { Login } from "../wire/database.ts";
import type { Catalog } from "./catalog/catalog.ts";
import type { LoadCommands, SystemView } from "./context.ts";
import type { LockTable } from "./locks.ts";
import type { SessionState } from "./plan.ts";

/** What a session is made of. All but the engine's connection is the server's. */
export interface SessionParts {
  engine: EngineConnection;
  catalog: Catalog;
  locks: LockTable;
  storage: Storage;
  commands: LoadCommands;
  systemViews: ReadonlyMap<string, SystemView>;
  login: Login;
  onClose(): void;
}

export function newSessionState({ login, commands }: SessionParts): SessionState {
  return {
    user: login.user,
    database: login.database,
    processId: login.processId,
    commands,
    status: "I",
    last: { copy: { queryId: -1, count: 0 }, unload: { queryId: -1, count: 0 }, queryId: -1 },
    prepared: new Map(),
    cursors: new Map(),
  };
}
