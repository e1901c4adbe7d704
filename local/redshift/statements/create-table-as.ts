import { SqlError } from "../../wire/database.ts";
import { bindQuery, type OutputColumn, settle } from "../bind/bind-query.ts";
import { newBinder } from "../bind/binder.ts";
import { insertedRows } from "../bind/table-scan.ts";
import { TEMPORARY } from "../catalog/catalog.ts";
import { engineName, type Table } from "../catalog/table.ts";
import { commandPlan, type Plan, type Planning, readLocks } from "../plan.ts";
import type { Path, Query } from "../syntax/ast.ts";
import { cast } from "../types/cast.ts";
import { engineType } from "../types/describe.ts";
import { MAX_VARCHAR, type Type } from "../types/type.ts";
import { createTable, creationLocks, exists, placeTable } from "./create-table.ts";
import type { TableAttributes } from "./table-attributes.ts";

interface TableOfOptions {
  planning: Planning;
  temporary: boolean;
  /** Names of the columns, where the statement gives any. */
  names?: readonly string[];
  attributes?: TableAttributes;
  tag: string;
}

/** CREATE TABLE AS and SELECT INTO: a table of the query's columns, filled with its rows. */
export function planTableOf(path: Path, query: Query, options: TableOfOptions): Plan {
  const { planning, names = [], attributes } = options;
  const binder = newBinder(planning.names, planning.parameters);
  const bound = bindQuery(query, binder);
  const columns = tableColumns(bound.columns, names);
  const place = placeTable(path, planning, options);
  const casts = bound.columns.map(({ type }, index) =>
    columnSql(`q.c${index + 1}`, type, columns[index]?.type as Type),
  );
  const aliases = columns.map((_, index) => `c${index + 1}`);
  return commandPlan(
    async (execution) => {
      exists(place, execution, { ifNotExists: false });
      const table: Table = {
        oid: execution.catalog.nextOid(),
        ...place,
        owner: execution.session.user,
        columns: columns.map((column) => ({ ...column, notNull: false })),
        diststyle: attributes?.diststyle ?? (attributes?.distkey === undefined ? "auto" : "key"),
        distkey: attributes?.distkey,
        sortkey: attributes?.sortkey ?? [],
        sortstyle: attributes?.sortstyle,
        primaryKey: [],
        uniqueKeys: [],
        foreignKeys: [],
      };
      const source = await execution.fillIn(bound.sql, binder);
      await createTable(table, execution);
      const rows = `SELECT ${casts.join(", ")} FROM (${source}) AS q(${aliases.join(", ")})`;
      const count = await execution.insert(
        table,
        `INSERT INTO ${engineName(table)} ${insertedRows(rows, binder)}`,
      );
      return { tag: `${options.tag} ${count}` };
    },
    {
      parameters: binder.parameters,
      locks: [...readLocks(binder), ...(place.schema === TEMPORARY ? [] : creationLocks(place, planning))],
    },
  );
}

function tableColumns(columns: readonly OutputColumn[], names: readonly string[]): OutputColumn[] {
  if (names.length > columns.length) {
    throw new SqlError("42601", "CREATE TABLE AS specifies too many column names");
  }
  const seen = new Set<string>();
  return columns.map(({ name, type }, index) => {
    const given = names[index] ?? name;
    if (seen.has(given)) throw new SqlError("42701", `column "${given}" specified more than once`);
    seen.add(given);
    return { name: given, type: stored(type) };
  });
}

/** A column needs a length: text of an open one gets the longest there is. */
function stored(type: Type): Type {
  const settled = settle(type);
  if (settled.kind === "varchar" && settled.length === undefined)
    return { kind: "varchar", length: MAX_VARCHAR };
  if (settled.kind === "varchar" && settled.length === 0) return { kind: "varchar", length: 1 };
  if (settled.kind === "text" || settled.kind === "name") return { kind: "varchar", length: MAX_VARCHAR };
  if (settled.kind === "oid" || settled.kind === "regclass") return { kind: "int8" };
  return settled;
}

function columnSql(sql: string, from: Type, to: Type): string {
  if (engineType(from) !== engineType(to))
    return cast({ sql, type: from }, to, { kind: "assignment", at: 0 }).sql;
  // The engine's own type may be wider (a count, a hugeint): the column's is the one that is declared.
  return engineType(to) === "VARCHAR" ? sql : `CAST(${sql} AS ${engineType(to)})`;
}
