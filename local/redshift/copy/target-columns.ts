import { SqlError } from "../../wire/database.ts";
import type { Column, Table } from "../catalog/table.ts";
import type { CopyStatement } from "./copy-statement.ts";

/** The columns that a COPY fills, in the order of its fields: those it lists, or all the table's. */
export function targetColumns(table: Table, copy: CopyStatement): Column[] {
  const columns =
    copy.columns?.map((name) => findColumn(table, name)) ??
    table.columns.filter((column) => copy.explicitIds || column.identity?.mode !== "always");
  const identity = columns.find((column) => column.identity?.mode === "always");
  if (identity && !copy.explicitIds) {
    throw new SqlError("42601", `cannot set an identity column to a value: "${identity.name}"`, {
      hint: "Leave it out of the column list, or use EXPLICIT_IDS.",
    });
  }
  const repeated = columns.find((column, index) => columns.indexOf(column) < index);
  if (repeated) {
    throw new SqlError("42701", `column "${repeated.name}" specified more than once`);
  }
  return columns;
}

function findColumn(table: Table, name: string): Column {
  const column = table.columns.find((one) => one.name === name);
  if (column) return column;
  throw new SqlError("42703", `column "${name}" of relation "${table.name}" does not exist`);
}
