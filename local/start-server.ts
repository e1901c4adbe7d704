import { createSecureContext } from "node:tls";
import { openWarehouse, type WarehouseOptions } from "./open-warehouse.ts";
import { StartError } from "./start/start-error.ts";
import { type Database, SqlError } from "./wire/database.ts";
import { WireServer } from "./wire/wire-server.ts";

export interface LocalOptions extends WarehouseOptions {
  /** 127.0.0.1 unless told otherwise. */
  host?: string;
  /** 0 takes any free port. */
  port: number;
  database: string;
  password: string;
  /** PEM; with it clients may ask for TLS. */
  tls?: { key: string; cert: string };
}

export interface LocalRedshift {
  readonly host: string;
  readonly port: number;
  /** Open sessions. */
  readonly sessionCount: number;
  /** Ends every session, with its transaction rolled back, and closes the warehouse. */
  close(): Promise<void>;
}

/** Opens the warehouse and serves it. Rejects with a StartError when the port or the file is taken. */
export async function startLocalRedshift(options: LocalOptions): Promise<LocalRedshift> {
  const server = await listenLocalRedshift(options);
  try {
    await server.opened;
    return server;
  } catch (error) {
    await server.close();
    throw error;
  }
}

/**
 * Listens while the warehouse is still being opened: sessions wait for it. So a client can start meanwhile. Rejects
 * with a StartError when the port is taken; `opened` does when the file is, and then the server is to be closed.
 */
export async function listenLocalRedshift(
  options: LocalOptions,
): Promise<LocalRedshift & { opened: Promise<unknown> }> {
  const { host = "127.0.0.1", port, user, password, tls } = options;
  const opening = Promise.withResolvers<Database>();
  opening.promise.catch(() => {}); // told by `opened`, and to each session
  const database: Database = {
    async connect(login) {
      const opened = await opening.promise.catch((cause) => {
        throw new SqlError("57P03", "the warehouse could not be opened", { cause });
      });
      return await opened.connect(login);
    },
    close: async () => await (await opening.promise.catch(() => undefined))?.close(),
  };
  const server = new WireServer(database, {
    ...{ database: options.database, user, password },
    ...(tls === undefined ? {} : { secureContext: createSecureContext(tls) }),
    // The client gets the message; who runs the server gets the place.
    onBug: (error) => console.error(error),
  });
  const address = await listen(server, { host, port });
  // In a turn of its own: to load the engine holds up all else, the caller's start of a client among it.
  setImmediate(() => opening.resolve(openWarehouse(options)));
  return {
    ...address,
    opened: opening.promise,
    get sessionCount() {
      return server.sessionCount;
    },
    close: async () => {
      await server.close();
      await database.close();
    },
  };
}

async function listen(
  server: WireServer,
  { host, port }: { host: string; port: number },
): Promise<{ host: string; port: number }> {
  try {
    return await server.listen(port, host);
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause)) throw cause;
    const reason = cause.code === "EADDRINUSE" ? "it is in use" : cause.message;
    throw new StartError(
      `Cannot listen on port ${port} of ${host}: ${reason}`,
      "Choose another one with --port.",
      { cause },
    );
  }
}
