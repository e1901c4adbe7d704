import type { Value } from "../../wire/database.ts";
import type { SystemReader, SystemView } from "../context.ts";
import { Cursor } from "../syntax/cursor.ts";
import { parseType } from "../syntax/type-name.ts";
import type { Type } from "../types/type.ts";

type Cell = string | number | boolean | bigint | null | undefined;

/**
 * A system view from its columns, as CREATE TABLE would list them ("slice integer, node integer"), and a function
 * that makes its rows, each an object by column name; what it leaves out is NULL, and an array is its JSON.
 */
export function systemView(
  name: string,
  columns: string,
  rows: (reader: SystemReader) => readonly Record<string, Cell>[] | Promise<readonly Record<string, Cell>[]>,
): SystemView {
  const [schema, view] = name.split(".") as [SystemView["schema"], string];
  const parsed = parseColumns(columns);
  return {
    schema,
    name: view,
    columns: parsed,
    async rows(reader) {
      const made = await rows(reader);
      return made.map((row) => parsed.map((column) => cell(row[column.name])));
    },
  };
}

const CATALOG_TYPES: Record<string, Type> = {
  text: { kind: "text" },
  name: { kind: "name" },
  oid: { kind: "oid" },
  "text[]": { kind: "text[]" },
  "int2[]": { kind: "int2[]" },
};

function parseColumns(text: string): { name: string; type: Type }[] {
  return text.split(/,\s*(?![^(]*\))/).map((column) => {
    const [name = "", ...type] = column.trim().split(/\s+/);
    const word = type.join(" ");
    return { name, type: CATALOG_TYPES[word] ?? parseType(new Cursor(word)) };
  });
}

function cell(value: Cell): Value {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return value ? "t" : "f";
  return String(value);
}

/** A moment as a timestamp column takes it. */
export function timestampText(moment: Date): string {
  return moment.toISOString().slice(0, -1).replace("T", " ");
}
