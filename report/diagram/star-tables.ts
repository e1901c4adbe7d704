import type { CatalogueTable } from "../collect/report-data.ts";

/** The star as the catalogue shows it: the table that refers to most others, and those it is tied to. */
export interface StarTables {
  hub: CatalogueTable;
  /** Referred to by the hub alone. */
  plain: readonly CatalogueTable[];
  /** Tied to each other as well. */
  tied: readonly CatalogueTable[];
  /** Part of no foreign key. */
  others: readonly CatalogueTable[];
}

/** Divides the tables; undefined if no table refers to another. */
export function starTables(tables: readonly CatalogueTable[]): StarTables | undefined {
  const [hub] = tables
    .filter(({ foreignKeys }) => foreignKeys.length > 0)
    .toSorted((one, two) => two.foreignKeys.length - one.foreignKeys.length);
  if (hub === undefined) return undefined;
  const rest = tables.filter((table) => table !== hub);
  const links = rest.flatMap(({ name, foreignKeys }) => foreignKeys.map(({ table }) => [name, table]));
  const isTied = ({ name }: CatalogueTable) => links.some((link) => link.includes(name));
  const isReferred = ({ name }: CatalogueTable) => hub.foreignKeys.some(({ table }) => table === name);
  return {
    hub,
    plain: rest.filter((table) => isReferred(table) && !isTied(table)),
    tied: rest.filter(isTied).toSorted((one, two) => two.foreignKeys.length - one.foreignKeys.length),
    others: rest.filter((table) => !isReferred(table) && !isTied(table)),
  };
}
