import { SqlError } from "../../wire/database.ts";
import { TEMPORARY } from "../catalog/catalog.ts";
import { engineName, quote, type Table } from "../catalog/table.ts";
import { commandPlan, type Execution, type Plan, type Planning, type TableLock } from "../plan.ts";
import type { Path } from "../syntax/ast.ts";
import type { Cursor } from "../syntax/cursor.ts";
import { parsePath, parseQuery, startsQuery } from "../syntax/parse-query.ts";
import { engineType } from "../types/describe.ts";
import { planTableOf } from "./create-table-as.ts";
import { parseTableAttributes, type TableAttributes } from "./table-attributes.ts";
import { parseTableBody, type TableBody } from "./table-body.ts";

/** CREATE [TEMP] TABLE [IF NOT EXISTS] t (…) … | t [(names)] … AS query */
export function planCreateTable(cursor: Cursor, planning: Planning): Plan {
  cursor.expect("create");
  cursor.accept("local");
  const temporary = cursor.acceptAny(["temp", "temporary"]) !== undefined;
  cursor.expect("table");
  const ifNotExists = cursor.accept("if", "not", "exists");
  const path = parsePath(cursor);
  const start = cursor.mark();
  const body = cursor.at("(") ? parseTableBody(cursor, planning) : undefined;
  if (body === undefined || body.onlyNames) {
    cursor.rewind(start);
    return planCreateTableAs(cursor, path, { planning, temporary });
  }
  const attributes = parseTableAttributes(cursor);
  if (cursor.at("as")) throw cursor.syntaxError();
  cursor.expectEnd();
  const place = placeTable(path, planning, { temporary });
  return commandPlan(
    async (execution) => {
      if (exists(place, execution, { ifNotExists })) return { tag: "CREATE TABLE" };
      await createTable(describeTable(place, body, { attributes, execution }), execution);
      return { tag: "CREATE TABLE" };
    },
    { locks: creationLocks(place, planning) },
  );
}

function planCreateTableAs(
  cursor: Cursor,
  path: Path,
  { planning, temporary }: { planning: Planning; temporary: boolean },
): Plan {
  const names: string[] = [];
  if (cursor.accept("(")) {
    do names.push(cursor.name());
    while (cursor.accept(","));
    cursor.expect(")");
  }
  const attributes = parseTableAttributes(cursor);
  cursor.expect("as");
  const bare = startsQuery(cursor);
  if (!bare && !cursor.at("with")) throw cursor.syntaxError();
  const query = parseQuery(cursor);
  if (cursor.at("with", "no")) throw cursor.unsupported("WITH NO DATA");
  cursor.expectEnd();
  return planTableOf(path, query, { planning, temporary, names, attributes, tag: "SELECT" });
}

export interface TablePlace {
  schema: string;
  name: string;
}

/** Where a new table goes. Throws 3F000 for a schema that is not there. */
export function placeTable(
  path: Path,
  { names, catalog }: Planning,
  { temporary }: { temporary: boolean },
): TablePlace {
  const name = path.at(-1) as string;
  if (temporary || name.startsWith("#")) return { schema: TEMPORARY, name };
  if (path.length === 1) {
    const [schema] = names.schemas();
    if (schema === undefined) {
      throw new SqlError("3F000", "no schema has been selected to create in");
    }
    return { schema, name };
  }
  const schema = path.at(-2) as string;
  if (schema === TEMPORARY) return { schema, name };
  if (catalog.schema(schema) === undefined) {
    throw new SqlError("3F000", `schema "${schema}" does not exist`);
  }
  return { schema, name };
}

/** Two that create the same table follow each other; one that finds it there waits for nobody. */
export function creationLocks({ schema, name }: TablePlace, { catalog }: Planning): TableLock[] {
  if (schema === TEMPORARY || catalog.relation(schema, name) !== undefined) return [];
  return [{ relation: `${schema}.${name}`, mode: "AccessExclusiveLock" }];
}

/** Throws 42P07, or with IF NOT EXISTS says that there is nothing to do. */
export function exists(
  { schema, name }: TablePlace,
  execution: Execution,
  { ifNotExists }: { ifNotExists: boolean },
): boolean {
  if (execution.catalog.relation(schema, name) === undefined) return false;
  if (!ifNotExists) throw new SqlError("42P07", `Relation "${name}" already exists`);
  const message = `Relation "${name}" already exists and will be skipped`;
  execution.notify({ severity: "INFO", code: "00000", message });
  return true;
}

function describeTable(
  place: TablePlace,
  body: TableBody,
  { attributes, execution }: { attributes: TableAttributes; execution: Execution },
): Table {
  const { catalog, session } = execution;
  const oid = catalog.nextOid();
  const sort = attributes.sortkey.length > 0 ? attributes.sortkey : body.sortkey;
  const distkey = attributes.distkey ?? body.distkey;
  for (const name of [...sort, ...(distkey === undefined ? [] : [distkey]), ...body.primaryKey]) {
    if (!body.columns.some((column) => column.name === name)) {
      throw new SqlError("42703", `column "${name}" named in key does not exist`);
    }
  }
  return {
    oid,
    ...place,
    owner: session.user,
    columns: body.columns.map((column) =>
      column.identity === undefined
        ? column
        : {
            ...column,
            identity: {
              ...column.identity,
              sequence: `warehouse.pg_internal.identity_${oid}_${body.columns.indexOf(column)}`,
            },
          },
    ),
    diststyle: attributes.diststyle ?? (distkey === undefined ? (body.like?.diststyle ?? "auto") : "key"),
    distkey: distkey ?? body.like?.distkey,
    sortkey: sort.length > 0 ? sort : (body.like?.sortkey ?? []),
    sortstyle: attributes.sortstyle,
    primaryKey: body.primaryKey,
    uniqueKeys: body.uniqueKeys,
    foreignKeys: body.foreignKeys,
  };
}

/** Makes the engine's table and the catalogue's entry. Keys are recorded only; NOT NULL is the engine's to hold. */
export async function createTable(table: Table, execution: Execution): Promise<void> {
  for (const { identity } of table.columns) {
    if (identity === undefined) continue;
    const { sequence, seed, step } = identity;
    const bounds =
      step > 0
        ? `MINVALUE ${Math.min(seed, 1)}`
        : `MINVALUE -9223372036854775807 MAXVALUE ${Math.max(seed, -1)}`;
    await execution.run(`CREATE SEQUENCE ${sequence} INCREMENT BY ${step} ${bounds} START WITH ${seed}`);
  }
  const word = table.schema === TEMPORARY ? "CREATE TEMP TABLE" : "CREATE TABLE";
  await execution.run(`${word} ${engineName(table)} (${columnsSql(table)})`);
  execution.catalog.put({ kind: "table", table });
}

/** The engine's column definitions. */
export function columnsSql({ columns }: Table): string {
  return columns
    .map(({ name, type, notNull }) => `${quote(name)} ${engineType(type)}${notNull ? " NOT NULL" : ""}`)
    .join(", ");
}
