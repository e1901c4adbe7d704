import type { StoredFile } from "../../engine/storage.ts";
import { SqlError, type Value } from "../../wire/database.ts";
import { type Column, engineName, quote, type Table } from "../catalog/table.ts";
import type { CommandContext } from "../context.ts";
import { defaultOf } from "../statements/target.ts";
import type { CopyStatement } from "./copy-statement.ts";
import type { Fault } from "./fault.ts";
import type { LoadRecord } from "./load-history.ts";

/** A COPY under way. */
export interface Load {
  copy: CopyStatement;
  context: CommandContext;
  table: Table;
  columns: readonly Column[];
  files: readonly SourceFile[];
  /** What the system views show of it. */
  record: LoadRecord;
  /** Folder for what lasts as long as the load. */
  folder: string;
  look: Look;
}

/**
 * Asks the engine by a connection of the load's own, where a query that fails leaves the session's transaction alone;
 * rows as text, null for NULL. Rejects with an SqlError whose cause is the engine's own error.
 */
export type Look = (query: string) => Promise<Value[][]>;

/** An object, and where the engine reads it. */
export interface SourceFile extends StoredFile {
  path: string;
}

/** How many refused records make the load fail. */
export function faultLimit({ copy }: Pick<Load, "copy">): number {
  return Math.max(copy.maxError, 1);
}

/** Inserts a query's rows, in the session's transaction; columns that the COPY does not fill get their defaults. */
export async function insertRows(load: Load, query: string): Promise<void> {
  const { table, columns } = load;
  const rest = table.columns.filter((column) => !columns.includes(column));
  const names = [...columns, ...rest].map(({ name }) => quote(name)).join(", ");
  const fields = columns.map((_, index) => `c${index + 1}`).join(", ");
  const all = [fields, ...rest.map(defaultOf)].join(", ");
  const rows = rest.length === 0 ? query : `select ${all} from (${query}) as q(${fields})`;
  load.record.rows += await load.context.insert(table, `insert into ${engineName(table)} (${names}) ${rows}`);
}

/** The error of a load that failed because of its data; the system views have the rest. */
function loadFailed({ table }: Pick<Load, "table">): SqlError {
  const message = `Load into table '${table.name}' failed.  Check 'sys_load_error_detail' system table for details.`;
  return new SqlError("XX000", message);
}

/** Notes the refused records. Throws when there are too many of them, or one that no MAXERROR covers. */
export function judgeFaults(load: Load, faults: readonly Fault[]): void {
  load.record.faults.push(...faults);
  const fatal = faults.some((fault) => fault.fatal);
  if (fatal || load.record.faults.length >= faultLimit(load)) throw loadFailed(load);
}
