import { SqlError } from "../../wire/database.ts";
import { quote } from "../catalog/table.ts";
import type { Path } from "../syntax/ast.ts";
import type { Type } from "../types/type.ts";
import type { Bound } from "./bound.ts";

/** A column that a FROM item offers. */
export interface ScopeColumn {
  name: string;
  type: Type;
  /** The engine's SQL for it. */
  sql: string;
  /** A name that means it, and it alone, in its own query. */
  path: Path;
}

/** A table, view, subquery or function of a FROM clause. */
export interface Relation {
  alias: string;
  schema: string | undefined;
  columns: readonly ScopeColumn[];
}

/** What names mean at a place in a query. An inner query sees its outer ones through `parent`. */
export interface Scope {
  relations: Relation[];
  /** Columns merged by USING or NATURAL: they stand once, unqualified, before the rest. */
  merged: ScopeColumn[];
  /** What the select list names: Redshift lets later expressions use it. */
  aliases: Map<string, Bound>;
  parent: Scope | undefined;
}

export function newScope(parent?: Scope): Scope {
  return { relations: [], merged: [], aliases: new Map(), parent };
}

/** The column that a name stands for, here or in an outer query. Throws 42703, 42702 or 42P01. */
export function resolveColumn(scope: Scope, path: Path, at: number): Bound {
  for (let here: Scope | undefined = scope; here !== undefined; here = here.parent) {
    const found = findColumn(here, path, at);
    if (found !== undefined) return found;
    // What a select list names is known to its own query only, and last.
    const alias = here === scope && path.length === 1 ? here.aliases.get(path[0] as string) : undefined;
    if (alias !== undefined) return alias;
  }
  throw missing(scope, path, at);
}

/** The column among the FROM items of this very scope. */
function findColumn(scope: Scope, path: Path, at: number): Bound | undefined {
  const name = path.at(-1) as string;
  const merged = path.length === 1 ? scope.merged.find((column) => column.name === name) : undefined;
  if (merged !== undefined) return merged;
  const relations = path.length === 1 ? scope.relations : findRelations(scope, path.slice(0, -1));
  const columns = relations.flatMap((relation) => relation.columns.filter((column) => column.name === name));
  if (columns.length > 1) {
    throw new SqlError("42702", `column reference "${name}" is ambiguous`, { position: at + 1 });
  }
  return columns[0];
}

/** The FROM items that a qualifier names. */
function findRelations(scope: Scope, qualifier: Path): Relation[] {
  const name = qualifier.at(-1) as string;
  const schema = qualifier.at(-2);
  return scope.relations.filter(
    (relation) => relation.alias === name && (schema === undefined || relation.schema === schema),
  );
}

function missing(scope: Scope, path: Path, at: number): SqlError {
  const position = at + 1;
  if (path.length > 1) {
    const qualifier = path.slice(0, -1);
    for (let here: Scope | undefined = scope; here !== undefined; here = here.parent) {
      if (findRelations(here, qualifier).length > 0) {
        return new SqlError("42703", `column ${path.join(".")} does not exist`, { position });
      }
    }
    return new SqlError("42P01", `missing FROM-clause entry for table "${qualifier.at(-1)}"`, {
      position,
    });
  }
  const where = scope.relations.map((relation) => relation.alias).join(", ");
  const tail = where === "" ? "" : ` in ${where}`;
  return new SqlError("42703", `column "${path[0]}" does not exist${tail}`, { position });
}

/** The columns of `*` or `alias.*`, in order. */
export function expandStar(scope: Scope, path: Path, at: number): ScopeColumn[] {
  if (path.length > 0) {
    const relations = findRelations(scope, path);
    if (relations.length === 0) {
      const message = `missing FROM-clause entry for table "${path.at(-1)}"`;
      throw new SqlError("42P01", message, { position: at + 1 });
    }
    return relations.flatMap((relation) => [...relation.columns]);
  }
  if (scope.relations.length === 0) {
    throw new SqlError("42601", "SELECT * with no tables specified is not valid", {
      position: at + 1,
    });
  }
  const hidden = new Set(scope.merged.map((column) => column.name));
  const rest = scope.relations.flatMap((relation) =>
    relation.columns.filter((column) => !hidden.has(column.name)),
  );
  return [...scope.merged, ...rest];
}

/** A relation whose columns the engine knows by their own names. */
export function relationOf(
  alias: string,
  columns: readonly { name: string; type: Type }[],
  schema?: string,
): Relation {
  return {
    alias,
    schema,
    columns: columns.map(({ name, type }) => ({
      name,
      type,
      sql: `${quote(alias)}.${quote(name)}`,
      path: [alias, name],
    })),
  };
}
