import { type Entry, TEMPORARY } from "../catalog/catalog.ts";
import type { Column, Table } from "../catalog/table.ts";
import type { SystemReader, SystemView } from "../context.ts";
import type { Type } from "../types/type.ts";

/** What pg_class has a row for: a table or view of the warehouse, or a system view. */
export interface Relation {
  oid: number;
  schema: string;
  name: string;
  kind: "table" | "view" | "system";
  owner: string;
  columns: readonly { name: string; type: Type; notNull?: boolean; column?: Column }[];
  table?: Table;
  /** A view's query. */
  text?: string;
  comment?: string | undefined;
}

/** System relations get numbers below those of the users' own. */
const FIRST_SYSTEM_OID = 10_000;

const SYSTEM_SCHEMAS: Readonly<Record<string, number>> = {
  pg_catalog: 11,
  pg_temp: 12,
  information_schema: 13,
};

export const OWNER_ID = 100;

/** The relations that a reader can see, without the system's own. */
export function userRelations({ catalog }: SystemReader): Relation[] {
  return catalog.entries().flatMap((entry) => relationOf(entry) ?? []);
}

function relationOf(entry: Entry): Relation | undefined {
  if (entry.kind === "table") {
    const { table } = entry;
    const columns = table.columns.map((column) => ({
      name: column.name,
      type: column.type,
      notNull: column.notNull,
      column,
    }));
    return { ...table, kind: "table", columns, table };
  }
  return entry.kind === "view" ? { ...entry.view, kind: "view" } : undefined;
}

export function systemRelations(views: readonly SystemView[], owner: string): Relation[] {
  return views.map((view, index) => ({
    oid: FIRST_SYSTEM_OID + index,
    schema: view.schema,
    name: view.name,
    kind: "system",
    owner,
    columns: view.columns,
  }));
}

export function schemas({ catalog, user }: SystemReader): { oid: number; name: string; owner: string }[] {
  const own = catalog.entries().flatMap((entry) => (entry.kind === "schema" ? [entry.schema] : []));
  const system = Object.entries(SYSTEM_SCHEMAS).map(([name, oid]) => ({ oid, name, owner: user }));
  return [...system, ...own];
}

export function schemaOid(name: string, reader: SystemReader): number | undefined {
  return SYSTEM_SCHEMAS[name] ?? reader.catalog.schema(name)?.oid;
}

export function isTemporary({ schema }: Relation): boolean {
  return schema === TEMPORARY;
}
