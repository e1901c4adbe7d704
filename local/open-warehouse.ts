import { setImmediate as nextTurn } from "node:timers/promises";
import type { MemoryUse } from "./engine/memory.ts";
import type { DatabaseOptions } from "./redshift/open-database.ts";
import { StartError } from "./start/start-error.ts";
import { type Database, SqlError } from "./wire/database.ts";

export interface WarehouseOptions {
  /** A DuckDB file, or ":memory:". */
  warehouse: string;
  /** Folder that stands for S3: `<folder>/<bucket>/<key>`; without it `s3Endpoint`, or S3 itself. */
  s3Folder?: string;
  /** Address of another S3-compatible server. */
  s3Endpoint?: string;
  /** "all" unless told otherwise. */
  memory?: MemoryUse;
  /** Who may log in, and owns what is there from the start. */
  user: string;
}

/** What of the dialect takes long to load. */
const parts = [
  () => import("./redshift/bind/bind-query.ts"),
  () => import("./redshift/copy/load-json.ts"),
  () => import("./redshift/copy/open-load-commands.ts"),
  () => import("./redshift/plan-statement.ts"),
];

/**
 * Opens the warehouse, and loads the dialect meanwhile. The engine works in threads of its own, but is told what to do
 * next between two turns of the event loop only, and an import is no end of a turn: hence the parts.
 * Rejects with a StartError when another process has the file.
 */
export async function openWarehouse(options: WarehouseOptions): Promise<Database> {
  const opening = openFile(options);
  opening.catch(() => {});
  for (const load of parts) {
    await nextTurn();
    await load();
  }
  const { openDatabase } = await import("./redshift/open-database.ts");
  const { openStorage } = await import("./engine/open-storage.ts");
  const storage = openStorage({ s3Folder: options.s3Folder, endpoint: options.s3Endpoint });
  return openDatabase({ ...(await opening), storage });
}

/** The engine, with all that it has to be told before the first session. */
async function openFile({
  warehouse,
  memory,
  user,
}: WarehouseOptions): Promise<Pick<DatabaseOptions, "engine" | "catalog">> {
  const { openEngine } = await import("./engine/open-engine.ts");
  const { JAVASCRIPT_FUNCTIONS: functions } = await import("./redshift/functions/javascript-functions.ts");
  const { MACROS: macros } = await import("./redshift/functions/macros.ts");
  const engine = await openEngine({ warehouse, functions, macros, memory }).catch((error) => {
    throw explain(error, warehouse);
  });
  try {
    const { loadCatalog } = await import("./redshift/catalog/catalog-store.ts");
    const connection = await engine.connect();
    const catalog = await loadCatalog(connection, { owner: user }).finally(() => connection.close());
    return { engine, catalog };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

function explain(error: unknown, warehouse: string): unknown {
  if (!(error instanceof SqlError && error.code === "55006")) return error;
  // DuckDB names the process in its own words.
  const holder = /\(PID (\d+)\)/.exec(String(error.cause))?.[1];
  const who = holder === undefined ? "another process" : `process ${holder}`;
  return new StartError(
    `Cannot open warehouse "${warehouse}": ${who} holds it`,
    "Stop that one (npm run local, or another npm start) first, or name another file with --warehouse.",
    { cause: error },
  );
}
