import { type Login, SqlError } from "../../wire/database.ts";
import type { Names, Source } from "../bind/binder.ts";
import type { SystemView } from "../context.ts";
import type { Settings } from "../settings.ts";
import type { Path } from "../syntax/ast.ts";
import { unsupported } from "../syntax/cursor.ts";
import { parseViewQuery } from "../syntax/parse-view-query.ts";
import { type SessionCatalog, TEMPORARY } from "./catalog.ts";

const SYSTEM_SCHEMAS = ["pg_catalog", "information_schema", TEMPORARY];

interface NameParts {
  login: Login;
  /** By "schema.name". */
  systemViews: ReadonlyMap<string, SystemView>;
  added: Names["added"];
}

/** How one session finds tables: temporary ones first, then pg_catalog, then along its search path. */
export function sessionNames(catalog: SessionCatalog, settings: Settings, parts: NameParts): Names {
  const { login } = parts;
  const path = () => settings.searchPath(login.user);
  return {
    user: login.user,
    database: login.database,
    processId: login.processId,
    setting: (name) => settings.get(name),
    schemas: () => path().filter((schema) => catalog.schema(schema) !== undefined),
    hidden: () => hiddenOids(catalog, [TEMPORARY, ...path()]),
    added: parts.added,
    source(name, at) {
      const bare = name.length === 1;
      const schemas = bare ? [TEMPORARY, "pg_catalog", ...path()] : [schemaOf(name, at, { catalog, login })];
      for (const schema of schemas) {
        const source = find(catalog, [schema, name.at(-1) as string], parts);
        if (source !== undefined) return source;
      }
      throw missing(name, at);
    },
  };
}

function find(
  catalog: SessionCatalog,
  [schema, name]: [string, string],
  { systemViews }: NameParts,
): Source | undefined {
  const entry = catalog.relation(schema, name);
  if (entry?.kind === "table") return { kind: "table", table: entry.table };
  if (entry?.kind === "view") {
    const { text, columns, query = parseViewQuery(text) } = entry.view;
    const names = columns.map((column) => column.name);
    return { kind: "view", schema, name, query, columns: names };
  }
  const view = systemViews.get(`${schema}.${name}`);
  return view === undefined ? undefined : { kind: "system", view };
}

/** The schema that a qualified name gives. Throws 3F000 for none, 0A000 for one of another database. */
function schemaOf(
  path: Path,
  at: number,
  { catalog, login }: { catalog: SessionCatalog; login: Login },
): string {
  if (path.length === 3 && path[0] !== login.database) {
    throw unsupported(`a table of another database (${path[0]})`, at);
  }
  const schema = path.at(-2) as string;
  if (SYSTEM_SCHEMAS.includes(schema) || catalog.schema(schema) !== undefined) return schema;
  throw new SqlError("3F000", `schema "${schema}" does not exist`, { position: at + 1 });
}

function hiddenOids(catalog: SessionCatalog, path: readonly string[]): number[] {
  return catalog.entries().flatMap((entry) => {
    if (entry.kind === "schema") return [];
    const { oid, schema } = entry.kind === "table" ? entry.table : entry.view;
    return path.includes(schema) ? [] : [oid];
  });
}

/** System tables that Redshift has and this stand-in does not. */
const SYSTEM_NAME = /^(stl|stv|svl|svv|svcs|sys|pg)_/;

function missing(path: Path, at: number): SqlError {
  const name = path.at(-1) as string;
  if (SYSTEM_NAME.test(name)) return unsupported(`system table ${name}`, at);
  return new SqlError("42P01", `relation "${path.join(".")}" does not exist`, { position: at + 1 });
}
