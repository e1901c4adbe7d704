import type { Engine } from "../engine/open-engine.ts";
import type { Storage } from "../engine/storage.ts";
import type { Database } from "../wire/database.ts";
import type { Catalog } from "./catalog/catalog.ts";
import type { SystemView } from "./context.ts";
import { openLoadCommands } from "./copy/open-load-commands.ts";
import { LockTable } from "./locks.ts";
import { RedshiftSession } from "./session.ts";
import { activityViews } from "./system/activity-views.ts";
import { pgCatalogViews } from "./system/pg-catalog-views.ts";
import { tableViews } from "./system/table-views.ts";

export interface DatabaseOptions {
  /** Prepared; of its own: closed with the database. */
  engine: Engine;
  /** What is in the engine's warehouse. */
  catalog: Catalog;
  storage: Storage;
  /** Rows of stv_slices. */
  slices?: number;
}

/** Answers as Redshift would, with what is in the engine's warehouse. */
export function openDatabase({ engine, catalog, storage, slices = 4 }: DatabaseOptions): Database {
  const sessions = new Set<RedshiftSession>();
  const locks = new LockTable();
  const commands = openLoadCommands(engine);
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
