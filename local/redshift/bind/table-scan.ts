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
  const starts = Array.from({ length: parts - 1 }, (_, part) => {
    const group = Math.round((groups * (part + 1)) / parts);
    return FIRST_ADDED + BigInt(group * ROW_GROUP);
  });
  const bounds = [undefined, ...starts, undefined];
  const selects = bounds.slice(1).map((end, part) => {
    const start = bounds[part];
    const tests = [
      ...(start === undefined ? [] : [`rowid >= ${start}`]),
      ...(end === undefined ? [] : [`rowid < ${end}`]),
    ];
    return `SELECT * FROM ${name} WHERE ${tests.join(" AND ")}`;
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
