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
  const warehouse = openSession(client, session);
  const STATEMENT_TIMEOUT = config.run.statementTimeoutSeconds * 1000;
  await warehouse.run("session/settings", { STATEMENT_TIMEOUT });
  return {
    ...warehouse,
    // An end that fails says that the connection was gone already.
    [Symbol.asyncDispose]: () => client.end().catch(() => {}),
  };
}
