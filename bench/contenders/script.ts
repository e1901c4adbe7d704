import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

/** What every hand-written script is given: `node <script> <bucket folder> <warehouse file>`. */
export interface Script {
  bucket: string;
  warehouse: string;
  connection: DuckDBConnection;
  /** Runs statements one after another. */
  run(...statements: readonly string[]): Promise<void>;
}

/** Opens the warehouse that the command line names, does the work and closes it, so that all is on disk. */
export async function runScript(work: (script: Script) => Promise<void>): Promise<void> {
  const [bucket = "", warehouse = ""] = process.argv.slice(2);
  const instance = await DuckDBInstance.create(warehouse);
  const connection = await instance.connect();
  const run = async (...statements: readonly string[]) => {
    for (const statement of statements) await connection.run(statement);
  };
  await work({ bucket, warehouse, connection, run });
  connection.closeSync();
  instance.closeSync();
}
