import type { Engine } from "../engine/open-engine.ts";
import type { Storage } from "../engine/storage.ts";
import type { Database } from "../wire/database.ts";
import { loadCatalog } from "./catalog/catalog-store.ts";
import type { SystemView } from "./context.ts";
import { openLoadCommands } from "./copy/open-load-commands.ts";
import { JAVASCRIPT_FUNCTIONS } from "./functions/javascript-functions.ts";
import { MACROS } from "./functions/macros.ts";
import { LockTable } from "./locks.ts";
import { RedshiftSession } from "./session.ts";
import { activityViews } from "./system/activity-views.ts";
import { pgCatalogViews } from "./system/pg-catalog-views.ts";
import { tableViews } from "./system/table-views.ts";

export interface DatabaseOptions {
  /** Of its own: closed with the database. */
  engine: Engine;
  storage: Storage;
  database: string;
  /** Owner of what is there from the start. */
  user: string;
  /** Rows of stv_slices. */
  slices?: number;
}

/** Answers as Redshift would, with what is in the engine's warehouse. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { engine, storage, slices = 4 } = options;
  const [catalog] = await Promise.all([
    withConnection(engine, (connection) => loadCatalog(connection, { owner: options.user })),
    engine.define({ functions: JAVASCRIPT_FUNCTIONS, macros: MACROS }),
  ]);
  const sessions = new Set<RedshiftSession>();
  const locks = new LockTable();
  const commands = openLoadCommands();
  const views: SystemView[] = [
    ...activityViews({ sessions, locks, slices }),
    ...tableViews(),
    ...commands.views,
  ];
  views.push(...pgCatalogViews(() => views));
  const systemViews = new Map(views.map((view) => [`${view.schema}.${view.name}`, view]));
  return {
    async connect(login) {
      const connection = await engine.connect();
      try {
        const session = new RedshiftSession({
          engine: connection,
          catalog,
          locks,
          storage,
          commands,
          systemViews,
          login,
          onClose: () => sessions.delete(session),
        });
        sessions.add(session);
        return session;
      } catch (error) {
        connection.close();
        throw error;
      }
    },
    async close() {
      await Promise.all([...sessions].map((session) => session.close()));
      await engine.close();
    },
  };
}

async function withConnection<Result>(
  engine: Engine,
  use: (connection: Awaited<ReturnType<Engine["connect"]>>) => Promise<Result>,
): Promise<Result> {
  const connection = await engine.connect();
  try {
    return await use(connection);
  } finally {
    connection.close();
  }
}
