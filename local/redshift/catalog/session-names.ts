import { type Login, SqlError } from "../../wire/database.ts";
import type { Names, Source } from "../bind/binder.ts";
import type { SystemView } from "../context.ts";
import type { Settings } from "../settings.ts";
import type { Path } from "../syntax/ast.ts";
import { unsupported } from "../syntax/cursor.ts";
import { parseViewQuery } from "../syntax/parse-view-query.ts";
import { type SessionCatalog, TEMPORARY } from "./catalog.ts";

const SYSTEM_SCHEMAS = ["pg_catalog", "information_schema"];

interface NameParts {
  login: Login;
  /** By "schema.name". */
  systemViews: ReadonlyMap<string, SystemView>;
}

/** How one session finds tables: temporary ones first, then pg_catalog, then along its search path. */
export function sessionNames(
  catalog: SessionCatalog,
  settings: Settings,
  { login, systemViews }: NameParts,
): Names {
  const schemas = () => settings.searchPath(login.user);

  function find(schema: string, name: string): Source | undefined {
    const entry = catalog.relation(schema, name);
    if (entry?.kind === "table") return { kind: "table", table: entry.table };
    if (entry?.kind === "view") {
      const { view } = entry;
      return {
        kind: "view",
        schema: view.schema,
        name: view.name,
        query: parseViewQuery(view.text),
        columns: view.columns.map((column) => column.name),
      };
    }
    const view = systemViews.get(`${schema}.${name}`);
    return view === undefined ? undefined : { kind: "system", view };
  }

  function candidates(path: Path, at: number): string[] {
    if (path.length === 1) {
      // #name is a temporary table however it was made.
      return [TEMPORARY, "pg_catalog", ...schemas()];
    }
    if (path.length === 3 && path[0] !== login.database) {
      throw unsupported(`a table of another database (${path[0]})`, at);
    }
    const schema = path.at(-2) as string;
    if (!SYSTEM_SCHEMAS.includes(schema) && schema !== TEMPORARY && catalog.schema(schema) === undefined) {
      throw new SqlError("3F000", `schema "${schema}" does not exist`, { position: at + 1 });
    }
    return [schema];
  }

  return {
    user: login.user,
    database: login.database,
    processId: login.processId,
    setting: (name) => settings.get(name),
    schemas: () => schemas().filter((schema) => catalog.schema(schema) !== undefined),
    hidden() {
      const path = [TEMPORARY, ...schemas()];
      return catalog.entries().flatMap((entry) => {
        if (entry.kind === "schema") return [];
        const { oid, schema } = entry.kind === "table" ? entry.table : entry.view;
        return path.includes(schema) ? [] : [oid];
      });
    },
    source(path, at) {
      const name = path.at(-1) as string;
      for (const schema of candidates(path, at)) {
        const source = find(schema, name);
        if (source !== undefined) return source;
      }
      throw missing(path, at);
    },
  };
}

/** System tables that Redshift has and this stand-in does not. */
const SYSTEM_NAME = /^(stl|stv|svl|svv|svcs|sys|pg)_/;

function missing(path: Path, at: number): SqlError {
  const name = path.at(-1) as string;
  if (SYSTEM_NAME.test(name)) return unsupported(`system table ${name}`, at);
  return new SqlError("42P01", `relation "${path.join(".")}" does not exist`, { position: at + 1 });
}
