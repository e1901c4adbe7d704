import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import { connect } from "./connect.ts";
import { openSession, type SessionOptions, type Warehouse } from "./warehouse.ts";

interface WarehouseOptions extends SessionOptions {
  config: Config;
  log: Logger;
}

/** A session with the warehouse that `config` names. For `await using`: it ends with the block that opened it. */
export async function openWarehouse({
  config,
  log,
  ...session
}: WarehouseOptions): Promise<Warehouse & AsyncDisposable> {
  const client = await connect(config.cluster, session);
  client.on("notice", ({ severity, message }) =>
    log.debug({ severity, notice: message }, "warehouse notice"),
  );
  // An end that fails says that the connection was gone already.
  const end = () => client.end().catch(() => {});
  const warehouse = openSession(client, session);
  const STATEMENT_TIMEOUT = config.run.statementTimeoutSeconds * 1000;
  try {
    await warehouse.run("session/settings", { STATEMENT_TIMEOUT });
  } catch (error) {
    // Nobody else has the client, and an open one would keep the process from ending.
    await end();
    throw error;
  }
  return { ...warehouse, [Symbol.asyncDispose]: end };
}
