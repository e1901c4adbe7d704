import { readSqlFiles, type SqlFile } from "../warehouse/sql-file.ts";
import { renderStatements } from "../warehouse/sql-template.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { withTransaction } from "../warehouse/with-transaction.ts";
import { utc } from "./record-run.ts";

/** In this order, since a foreign key names a table that must be there. The lock first: the others wait for it. */
export const tables = [
  "etl_lock",
  "etl_migrations",
  "etl_files",
  "etl_runs",
  "etl_steps",
  "etl_checks",
  "etl_rejects",
  "etl_forgotten",
  "etl_lake_pending",
  "staging_events",
  "staging_songs",
  "artists",
  "songs",
  "users",
  "time",
  "songplays",
] as const;

/** What was missing and is there now. */
export interface Created {
  tables: string[];
  migrations: string[];
}

export interface CreateOptions {
  sqlFolder: string;
  lockWaitSeconds: number;
}

/**
 * Creates the tables that are missing and applies the migrations that this warehouse has not had. Looks first and
 * does nothing if all is there, so that a run never waits here for readers or another run.
 */
export async function createTables(warehouse: Warehouse, options: CreateOptions): Promise<Created> {
  const present = new Set((await warehouse.run("session/tables")).rows.map((row) => row.table_name));
  const missing = tables.filter((table) => !present.has(table));
  const isNew = !present.has("etl_migrations");
  const files = readSqlFiles("migrations", options.sqlFolder);
  const due = isNew ? files : await findDue(warehouse, files);
  if (missing.length === 0 && due.length === 0) return { tables: [], migrations: [] };

  if (missing.includes("etl_lock")) await warehouse.run("tables/etl_lock");
  await withTransaction(warehouse, async () => {
    await warehouse.lock(options.lockWaitSeconds);
    for (const table of missing) await warehouse.run(`tables/${table}`);
    // Another job may have been first: what is due is looked up again under the lock.
    for (const file of await findDue(warehouse, files)) await applyMigration(warehouse, { file, isNew });
  });
  return { tables: [...missing], migrations: due.map((file) => file.name) };
}

async function findDue(warehouse: Warehouse, files: readonly SqlFile[]): Promise<SqlFile[]> {
  const { rows } = await warehouse.run("ledger/migrations");
  const applied = new Set(rows.map((row) => row.name));
  return files.filter((file) => !applied.has(file.name));
}

/** A new warehouse has what a migration changes from the start: there it is only noted. */
async function applyMigration(
  warehouse: Warehouse,
  { file, isNew }: { file: SqlFile; isNew: boolean },
): Promise<void> {
  if (!isNew) {
    for (const statement of renderStatements(file.text)) await warehouse.statement(statement);
  }
  await warehouse.query("ledger/migration", [file.name, utc(new Date())]);
}
