import { readSqlFile } from "../../job/src/warehouse/sql-file.ts";
import { renderStatements } from "../../job/src/warehouse/sql-template.ts";
import type { Warehouse } from "../../job/src/warehouse/warehouse.ts";

/** A row by column, its values as the warehouse writes them. */
export type TextRow = Readonly<Record<string, string | null>>;

/** Runs a file of sql/ that is one statement. */
export async function askFile(session: Warehouse, file: string): Promise<TextRow[]> {
  const [sql = ""] = renderStatements(readSqlFile(file).text);
  const { columns, rows } = await session.ask(sql);
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])));
}

export function numberOrNull(value: string | null | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}
