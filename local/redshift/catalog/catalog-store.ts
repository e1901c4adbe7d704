import type { EngineConnection } from "../../engine/engine-connection.ts";
import { literal } from "../bind/bound.ts";
import { Catalog, type Entry, oidOf, type SessionCatalog, TEMPORARY } from "./catalog.ts";

/**
 * The catalogue lies in a table of the warehouse itself, one row an object: what a transaction changes in it is
 * committed, rolled back and recovered together with the tables.
 */
const OBJECTS = "warehouse.pg_internal.objects";

/** Reads the catalogue, after making an empty one in a new warehouse. */
export async function loadCatalog(engine: EngineConnection, { owner }: { owner: string }): Promise<Catalog> {
  const rows = await engine.rows(
    [
      "CREATE SCHEMA IF NOT EXISTS warehouse.pg_internal",
      `CREATE TABLE IF NOT EXISTS ${OBJECTS} (oid BIGINT, definition VARCHAR)`,
      `SELECT definition FROM ${OBJECTS} ORDER BY oid`,
    ].join("; "),
  );
  if (rows.length > 0) return new Catalog(rows.map(([definition]) => JSON.parse(definition as string)));
  const entry: Entry = { kind: "schema", schema: { oid: 2200, name: "public", owner } };
  await engine.run(`CREATE SCHEMA IF NOT EXISTS warehouse.public; ${insertSql([entry])}`);
  return new Catalog([entry]);
}

/** Statements that save what a transaction changed, at its end: all of it at once. */
export function saveSql(catalog: SessionCatalog): string[] {
  const changed = catalog.changed();
  const before = changed.flatMap(({ before }) => (isKept(before) ? [before] : []));
  const after = changed.flatMap(({ after }) => (isKept(after) ? [after] : []));
  return [
    ...(before.length > 0 ? [`DELETE FROM ${OBJECTS} WHERE oid IN (${before.map(oidOf).join(", ")})`] : []),
    ...(after.length > 0 ? [insertSql(after)] : []),
  ];
}

function insertSql(entries: readonly Entry[]): string {
  const rows = entries.map((entry) => `(${oidOf(entry)}, ${literal(JSON.stringify(entry))})`);
  return `INSERT INTO ${OBJECTS} VALUES ${rows.join(", ")}`;
}

function isKept(entry: Entry | undefined): entry is Entry {
  return entry !== undefined && !(entry.kind === "table" && entry.table.schema === TEMPORARY);
}
