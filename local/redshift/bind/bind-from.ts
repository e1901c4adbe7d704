import { SqlError } from "../../wire/database.ts";
import { quote } from "../catalog/table.ts";
import type { FromItem, Path } from "../syntax/ast.ts";
import { unsupported } from "../syntax/cursor.ts";
import type { Place } from "./bind-expression.ts";
import { compare, condition } from "./bind-operator.ts";
import { bindQuery, type OutputColumn, renameColumns, settle } from "./bind-query.ts";
import { bindTableFunction } from "./bind-table-function.ts";
import { type Binder, type CommonTableScope, placeholder, type Source } from "./binder.ts";
import type { Relation, Scope, ScopeColumn } from "./scope.ts";
import { tableScan } from "./table-scan.ts";

type TableItem = Extract<FromItem, { kind: "table" }>;
type Join = Extract<FromItem, { kind: "join" }>;

/** A FROM item in the engine's SQL; its relations join the scope. */
export function bindFrom(item: FromItem, place: Place): string {
  switch (item.kind) {
    case "table":
      return bindTable(item, place);
    case "subquery": {
      const query = bindQuery(item.query, place.binder, { parent: place.scope.parent });
      return derived(query.sql, query.columns, { ...item, place });
    }
    case "function": {
      const { sql, columns } = bindTableFunction(item, place);
      const alias = item.alias ?? item.call.name;
      // A function's one column is called as its table is.
      const names = item.columns.length === 0 ? [alias] : item.columns;
      return derived(sql, columns, { alias, columns: names, at: item.at, place });
    }
    case "join":
      return bindJoin(item, place);
  }
}

interface DerivedOptions {
  alias: string;
  columns: readonly string[];
  at: number;
  place: Place;
}

function derived(sql: string, columns: readonly OutputColumn[], options: DerivedOptions): string {
  const { alias, at, place } = options;
  const named = renameColumns(columns, options.columns, { alias, at });
  const names = addRelation(place.scope, { alias, columns: named, at });
  return `(${sql}) AS ${quote(alias)}(${names.map(quote).join(", ")})`;
}

/**
 * Puts a relation into the scope and gives the names the engine is to know its columns by: those of one name get
 * distinct ones. A reference to such a name is ambiguous all the same.
 */
function addRelation(
  scope: Scope,
  {
    alias,
    columns,
    at,
    schema,
  }: { alias: string; columns: readonly OutputColumn[]; at: number; schema?: string },
): string[] {
  if (scope.relations.some((other) => other.alias === alias && other.schema === schema)) {
    throw new SqlError("42712", `table name "${alias}" specified more than once`, { position: at + 1 });
  }
  const seen = new Map<string, number>();
  const names = columns.map(({ name }) => {
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return count === 0 ? name : `${name}\u{f0002}${count}`;
  });
  scope.relations.push({
    alias,
    schema,
    columns: columns.map(({ name, type }, index) => ({
      name,
      type,
      sql: `${quote(alias)}.${quote(names[index] as string)}`,
      path: [alias, name],
    })),
  });
  return names;
}

function bindTable(item: TableItem, place: Place): string {
  const { binder } = place;
  const name = item.name.at(-1) as string;
  const alias = item.alias ?? name;
  const common = item.name.length === 1 ? findCommonTable(binder, name) : undefined;
  if (common !== undefined) {
    const columns = renameColumns(common.columns, item.columns, { alias, at: item.at });
    const names = addRelation(place.scope, { alias, columns, at: item.at });
    return `${quote(name)} AS ${quote(alias)}(${names.map(quote).join(", ")})`;
  }
  const source = binder.names.source(item.name, item.at);
  binder.paths.set(item, pathOf(source));
  return bindSource(source, { ...item, alias, place });
}

function pathOf(source: Source): Path {
  const { schema, name } =
    source.kind === "table" ? source.table : source.kind === "view" ? source : source.view;
  return [schema, name];
}

function findCommonTable(binder: Binder, name: string): CommonTableScope | undefined {
  for (let table = binder.commonTables; table !== undefined; table = table.parent) {
    if (table.name === name) return table;
  }
  return undefined;
}

function bindSource(source: Source, options: DerivedOptions): string {
  const { place, alias, at } = options;
  switch (source.kind) {
    case "table": {
      place.binder.tables.add(source.table);
      const columns = renameColumns(source.table.columns, options.columns, { alias, at });
      const names = addRelation(place.scope, { alias, columns, at, schema: source.table.schema });
      const list = options.columns.length === 0 ? "" : `(${names.map(quote).join(", ")})`;
      const scan = tableScan(source.table, place.binder.names.added(source.table));
      return `${scan} AS ${quote(alias)}${list}`;
    }
    case "view":
      return bindView(source, options);
    case "system": {
      const { view } = source;
      return derived(placeholder(place.binder, { kind: "view", view }), view.columns, options);
    }
  }
}

/** A view is its query, bound where it is read. Columns that its tables gained since do not show. */
function bindView(view: Extract<Source, { kind: "view" }>, options: DerivedOptions): string {
  const { binder } = options.place;
  const key = `${view.schema}.${view.name}`;
  if (binder.expanding.includes(key)) {
    throw new SqlError("42P17", `infinite recursion detected in rules for relation "${view.name}"`);
  }
  const outer = binder.commonTables;
  binder.commonTables = undefined;
  binder.expanding.push(key);
  const query = bindQuery(view.query, binder);
  binder.expanding.pop();
  binder.commonTables = outer;
  const columns = renameColumns(query.columns, view.columns, { alias: view.name, at: options.at });
  return derived(query.sql, columns, options);
}

function bindJoin(join: Join, place: Place): string {
  const { scope } = place;
  const start = scope.relations.length;
  const left = bindFrom(join.left, place);
  const middle = scope.relations.length;
  const right = bindFrom(join.right, place);
  const word = `${join.type.toUpperCase()} JOIN`;
  if (join.type === "cross") return `(${left} CROSS JOIN ${right})`;
  const sides: [Relation[], Relation[]] = [
    scope.relations.slice(start, middle),
    scope.relations.slice(middle),
  ];
  const using = join.natural ? sharedNames(sides) : join.using;
  if (using !== undefined) return `(${left} ${word} ${right} ON ${bindUsing(using, sides, { join, scope })})`;
  if (join.on === undefined) throw unsupported("this join", join.at);
  // ON sees the joined tables alone, not those beside them in the FROM list; names elsewhere are found all the same.
  return `(${left} ${word} ${right} ON ${condition(join.on, place, "JOIN/ON").sql})`;
}

function sharedNames([left, right]: [Relation[], Relation[]]): string[] {
  const others = new Set(right.flatMap((relation) => relation.columns.map(({ name }) => name)));
  const names = left.flatMap((relation) => relation.columns.map(({ name }) => name));
  return names.filter((name) => others.has(name));
}

/** USING and NATURAL: the columns compared, and merged into one that stands first and without a table. */
function bindUsing(
  names: readonly string[],
  [left, right]: [Relation[], Relation[]],
  { join, scope }: { join: Join; scope: Scope },
): string {
  const tests = names.map((name) => {
    const one =
      scope.merged.find((column) => column.name === name) ??
      usingColumn(left, name, { side: "left", at: join.at });
    const other = usingColumn(right, name, { side: "right", at: join.at });
    const merged = mergeColumns(one, other, join.type);
    scope.merged = [...scope.merged.filter((column) => column.name !== name), merged];
    return compare("=", [one, other], join.at).sql;
  });
  return tests.length === 0 ? "true" : tests.join(" AND ");
}

function usingColumn(
  relations: readonly Relation[],
  name: string,
  { side, at }: { side: string; at: number },
): ScopeColumn {
  const found = relations.flatMap((relation) => relation.columns.filter((column) => column.name === name));
  if (found.length === 1) return found[0] as ScopeColumn;
  const position = at + 1;
  if (found.length > 1) {
    throw new SqlError("42702", `common column name "${name}" appears more than once in ${side} table`, {
      position,
    });
  }
  throw new SqlError("42703", `column "${name}" specified in USING clause does not exist in ${side} table`, {
    position,
  });
}

function mergeColumns(left: ScopeColumn, right: ScopeColumn, type: Join["type"]): ScopeColumn {
  const base = { name: left.name, type: settle(left.type), path: [left.name] };
  if (type === "right") return { ...base, sql: right.sql };
  return { ...base, sql: type === "full" ? `coalesce(${left.sql}, ${right.sql})` : left.sql };
}
