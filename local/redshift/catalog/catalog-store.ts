import type { EngineConnection } from "../../engine/engine-connection.ts";
import { literal } from "../bind/bound.ts";
import { Catalog, type Entry, oidOf, TEMPORARY } from "./catalog.ts";

/**
 * The catalogue lies in a table of the warehouse itself, one row an object: what a transaction changes in it is
 * committed, rolled back and recovered together with the tables.
 */
const OBJECTS = "warehouse.pg_internal.objects";

/** Reads the catalogue, after making an empty one in a new warehouse. */
export async function loadCatalog(engine: EngineConnection, { owner }: { owner: string }): Promise<Catalog> {
  await engine.run("CREATE SCHEMA IF NOT EXISTS warehouse.pg_internal");
  await engine.run(`CREATE TABLE IF NOT EXISTS ${OBJECTS} (oid BIGINT, definition VARCHAR)`);
  const rows = await engine.rows(`SELECT definition FROM ${OBJECTS} ORDER BY oid`);
  if (rows.length > 0) return new Catalog(rows.map(([definition]) => JSON.parse(definition as string)));
  const entry: Entry = { kind: "schema", schema: { oid: 2200, name: "public", owner } };
  await engine.run("CREATE SCHEMA IF NOT EXISTS warehouse.public");
  for (const sql of saveSql(entry)) await engine.run(sql);
  return new Catalog([entry]);
}

/** Statements that save an object, whether it is new or changed. */
export function saveSql(entry: Entry): string[] {
  if (isTemporary(entry)) return [];
  return [
    ...forgetSql(entry),
    `INSERT INTO ${OBJECTS} VALUES (${oidOf(entry)}, ${literal(JSON.stringify(entry))})`,
  ];
}

export function forgetSql(entry: Entry): string[] {
  return isTemporary(entry) ? [] : [`DELETE FROM ${OBJECTS} WHERE oid = ${oidOf(entry)}`];
}

function isTemporary(entry: Entry): boolean {
  return entry.kind === "table" && entry.table.schema === TEMPORARY;
}
