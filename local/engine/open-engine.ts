import { DuckDBInstance } from "@duckdb/node-api";
import { EngineConnection } from "./engine-connection.ts";
import { toSqlError } from "./engine-error.ts";
import { ALL_MEMORY, firstLimit, type MemoryUse } from "./memory.ts";
import { ROW_GROUP } from "./row-group.ts";
import { registerFunction, type ScalarFunction } from "./scalar-function.ts";
import { poolSlots } from "./slots.ts";
import { SpillFolder } from "./spill-folder.ts";

export interface Engine {
  connect(): Promise<EngineConnection>;
  close(): Promise<void>;
}

/** What no statement can change, since clients reach the engine only by way of the dialect. */
const SETTINGS: Record<string, string> = {
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
  // Half the time of a million-row load; SQL promises no order without ORDER BY.
  preserve_insertion_order: "false",
  // What is larger goes into the warehouse's file at its commit: in the log first, it would be written twice.
  checkpoint_threshold: "1MB",
  // Each row group goes to the file as soon as it is full, not five at once: half the memory, 5 % less time.
  write_buffer_row_group_count: "1",
  order_by_non_integer_literal: "true",
  default_null_order: "nulls_last_on_asc_first_on_desc",
};

/** The newest format: what the usual one takes 2.0 s to write for a million events takes it 1.7 s, in less space. */
const STORAGE = "v1.5.0";

/** One start of so many vacuums: to do it at every commit is a twentieth of a night, and of use to none of them. */
const STARTS_A_VACUUM = 16;

interface OpenOptions {
  warehouse: string;
  /** What every connection knows beside the engine's own functions. */
  functions?: readonly ScalarFunction[];
  /** The same as `name(parameters) AS expression`; one may use those before it, and `functions`. */
  macros?: readonly string[];
  /** Whether a commit puts together the small row groups of what it changed. Others leave one more a table. */
  vacuums?: boolean;
  memory?: MemoryUse;
}

/**
 * Opens the warehouse: a file, made if it is not there, or ":memory:". It is attached under the name `warehouse`,
 * so that its name in SQL does not depend on the file's. Throws 55006 if another process has the file open.
 */
export async function openEngine({
  warehouse,
  functions = [],
  macros = [],
  vacuums = Math.random() < 1 / STARTS_A_VACUUM,
  memory = "all",
}: OpenOptions): Promise<Engine> {
  const instance = await DuckDBInstance.create(":memory:", {
    ...SETTINGS,
    memory_limit: firstLimit(memory, warehouse),
    ...(vacuums ? {} : { max_vacuum_tasks: "0" }),
  });
  const slots = poolSlots(process.env);
  const spill = new SpillFolder(warehouse);
  try {
    const first = await instance.connect();
    for (const each of functions) registerFunction(first, each);
    await first.run(
      [
        "SET GLOBAL TimeZone = 'UTC'",
        `SET GLOBAL temp_directory = '${spill.path.replaceAll("'", "''")}'`,
        `ATTACH '${warehouse.replaceAll("'", "''")}' AS warehouse (STORAGE_VERSION '${STORAGE}', ROW_GROUP_SIZE ${ROW_GROUP})`,
        ...macros.map((macro) => `CREATE MACRO ${macro}`),
      ].join("; "),
    );
    first.closeSync();
    await spill.removeOthers().catch(() => {}); // they take room, no more
  } catch (error) {
    instance.closeSync();
    throw toSqlError(error);
  }
  let raised: Promise<void> | undefined;
  const endWatch =
    memory === "all"
      ? () => {}
      : spill.onFirstSpill(() => {
          raised = runAlone(instance, `SET GLOBAL memory_limit = '${ALL_MEMORY}'`);
          raised.catch(() => {}); // it is thrown when the engine is closed
        });
  return {
    connect: async () => new EngineConnection(await instance.connect(), slots),
    async close() {
      endWatch();
      await raised;
      // What is in the log goes to the file, so that the next start has nothing to replay.
      await runAlone(instance, "CHECKPOINT warehouse");
      instance.closeSync();
    },
  };
}

/** By a connection of its own. */
async function runAlone(instance: DuckDBInstance, sql: string): Promise<void> {
  const connection = await instance.connect();
  try {
    await connection.run(sql);
  } finally {
    connection.closeSync();
  }
}
