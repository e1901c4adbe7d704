import { ROW_GROUP, THREADS } from "../../engine/row-group.ts";
import { engineName, type Table } from "../catalog/table.ts";
import type { Binder } from "./binder.ts";

/** What the engine calls the first row that a transaction adds to a table. */
const FIRST_ADDED = 36_028_797_018_960_000n;

/**
 * A table in FROM. `added` rows of the open transaction itself, that the engine would read with one thread however
 * many they are, are read as parts of their own, one a thread.
 */
export function tableScan(table: Table, added: number): string {
  const name = engineName(table);
  const parts = partsOf(table, added);
  if (parts === 1) return name;
  const groups = Math.ceil(added / ROW_GROUP);
  const startOf = (part: number) => FIRST_ADDED + BigInt(Math.round((groups * part) / parts) * ROW_GROUP);
  const selects = Array.from({ length: parts }, (_, part) => {
    // The first part has what is committed too.
    const from = part === 0 ? [] : [`rowid >= ${startOf(part)}`];
    const to = part === parts - 1 ? [] : [`rowid < ${startOf(part + 1)}`];
    return `SELECT * FROM ${name} WHERE ${[...from, ...to].join(" AND ")}`;
  });
  return `(${selects.join(" UNION ALL ")})`;
}

/**
 * A query whose rows are to be inserted. The engine's INSERT takes the parts of a scan one after another, by one
 * thread; by all of them, where the rows are gathered first.
 */
export function insertedRows(query: string, { tables, names }: Binder): string {
  const isOnePart = [...tables].every((table) => partsOf(table, names.added(table)) === 1);
  return isOnePart ? query : `WITH gathered AS MATERIALIZED (${query}) SELECT * FROM gathered`;
}

function partsOf({ columns }: Table, added: number): number {
  const parts = Math.min(THREADS, Math.ceil(added / ROW_GROUP));
  // A column of this name would hide the engine's.
  return parts < 2 || columns.some(({ name }) => name === "rowid") ? 1 : parts;
}
