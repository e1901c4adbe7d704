import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../job/src/config/config.ts";
import { readConfig } from "../job/src/config/read-config.ts";
import { createLog } from "../job/src/log.ts";
import { openWarehouse } from "../job/src/warehouse/open-warehouse.ts";
import { sqlFolder } from "../job/src/warehouse/sql-file.ts";
import type { Warehouse } from "../job/src/warehouse/warehouse.ts";
import { projectFolder, stateFolder } from "../local/start/folders.ts";
import { jobEnvironment } from "../local/start/job-environment.ts";
import { login } from "../local/start/login.ts";
import { readPassword } from "../local/start/password.ts";
import { StartError } from "../local/start/start-error.ts";
import { startLocalRedshift } from "../local/start-server.ts";

/** Which warehouse is meant. */
export interface Target {
  /** A configuration; without it, and without REDSHIFT_HOST in the environment, the local warehouse is meant. */
  config: string | undefined;
  /** DuckDB's file of the local warehouse. */
  warehouse: string | undefined;
  environment: Readonly<Record<string, string | undefined>>;
}

export const targetOptions = {
  config: { type: "string" },
  warehouse: { type: "string" },
} as const;

export const targetHelp = `  --warehouse FILE  the local warehouse (.local/warehouse.duckdb, which npm start fills)
  --config FILE     the warehouse of a configuration instead; dwh.cfg is used if REDSHIFT_HOST is set`;

/** An open session, and what it was opened with. */
export interface OpenTarget {
  session: Warehouse;
  cluster: Config["cluster"];
}

/** Opens the warehouse that is meant, starting a local Redshift for a local one, and closes it after `use`. */
export async function withWarehouse<T>(
  { config, warehouse, environment }: Target,
  use: (target: OpenTarget) => Promise<T>,
): Promise<T> {
  if (config !== undefined || (warehouse === undefined && environment.REDSHIFT_HOST)) {
    return withSession({ config: config ?? join(projectFolder, "dwh.cfg"), environment }, use);
  }
  return withLocalWarehouse({ file: warehouse ?? join(stateFolder, "warehouse.duckdb"), environment }, use);
}

async function withLocalWarehouse<T>(
  { file, environment }: { file: string; environment: Target["environment"] },
  use: (target: OpenTarget) => Promise<T>,
): Promise<T> {
  if (!existsSync(file)) {
    throw new StartError(`Cannot find a warehouse in "${file}"`, '"npm start" makes one and fills it.');
  }
  const password = await readPassword(join(stateFolder, "password"));
  const s3Folder = join(stateFolder, "s3");
  const server = await startLocalRedshift({ ...login, port: 0, warehouse: file, s3Folder, password });
  try {
    const target = { ...login, host: server.host, port: server.port, password, s3Folder };
    const config = join(projectFolder, "dwh.cfg");
    return await withSession({ config, environment: jobEnvironment(target, environment) }, use);
  } finally {
    await server.close();
  }
}

async function withSession<T>(
  { config: path, environment }: { config: string; environment: Target["environment"] },
  use: (target: OpenTarget) => Promise<T>,
): Promise<T> {
  const { config } = readConfig(path, environment);
  const log = createLog({ level: "silent", secrets: [], to: process.stderr });
  const stop = new AbortController().signal;
  await using session = await openWarehouse({ config, log, stop, sqlFolder });
  return await use({ session, cluster: config.cluster });
}
