import { createSecureContext } from "node:tls";
import { openStorage } from "./engine/open-storage.ts";
import { openDatabase } from "./redshift/open-database.ts";
import { StartError } from "./start/start-error.ts";
import { type Database, SqlError } from "./wire/database.ts";
import { WireServer } from "./wire/wire-server.ts";

export interface LocalOptions {
  /** 127.0.0.1 unless told otherwise. */
  host?: string;
  /** 0 takes any free port. */
  port: number;
  /** A DuckDB file, or ":memory:". */
  warehouse: string;
  /** Folder that stands for S3: `<folder>/<bucket>/<key>`; without it `s3Endpoint`, or S3 itself. */
  s3Folder?: string;
  /** Address of another S3-compatible server. */
  s3Endpoint?: string;
  database: string;
  user: string;
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
  const { host = "127.0.0.1", port, warehouse, s3Folder, s3Endpoint, user, password, tls } = options;
  const storage = openStorage({ s3Folder, endpoint: s3Endpoint });
  const database = await openWarehouse({ warehouse, storage, database: options.database, user });
  const server = new WireServer(database, {
    ...{ database: options.database, user, password },
    ...(tls === undefined ? {} : { secureContext: createSecureContext(tls) }),
    // The client gets the message; who runs the server gets the place.
    onBug: (error) => console.error(error),
  });
  const address = await listen(server, { host, port, database });
  return {
    ...address,
    get sessionCount() {
      return server.sessionCount;
    },
    close: async () => {
      await server.close();
      await database.close();
    },
  };
}

async function openWarehouse(options: Parameters<typeof openDatabase>[0]): Promise<Database> {
  try {
    return await openDatabase(options);
  } catch (error) {
    if (!(error instanceof SqlError && error.code === "55006")) throw error;
    // DuckDB names the process in its own words.
    const holder = /\(PID (\d+)\)/.exec(String(error.cause))?.[1];
    const who = holder === undefined ? "another process" : `process ${holder}`;
    throw new StartError(
      `Cannot open warehouse "${options.warehouse}": ${who} holds it`,
      "Stop that one (npm run local, or another npm start) first, or name another file with --warehouse.",
      { cause: error },
    );
  }
}

async function listen(
  server: WireServer,
  { host, port, database }: { host: string; port: number; database: Database },
): Promise<{ host: string; port: number }> {
  try {
    return await server.listen(port, host);
  } catch (cause) {
    await database.close();
    if (!(cause instanceof Error && "code" in cause)) throw cause;
    const reason = cause.code === "EADDRINUSE" ? "it is in use" : cause.message;
    throw new StartError(
      `Cannot listen on port ${port} of ${host}: ${reason}`,
      "Choose another one with --port.",
      { cause },
    );
  }
}
