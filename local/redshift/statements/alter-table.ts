import { SqlError } from "../../wire/database.ts";
import { type Column, engineName, quote, type Table } from "../catalog/table.ts";
import { commandPlan, type Execution, type Plan, type Planning, tableLock } from "../plan.ts";
import type { Cursor } from "../syntax/cursor.ts";
import { parseNames, parsePath } from "../syntax/parse-query.ts";
import { parseType } from "../syntax/type-name.ts";
import { engineType } from "../types/describe.ts";
import { columnsSql } from "./create-table.ts";
import { parseTableAttributes } from "./table-attributes.ts";
import { parseColumnDefinition } from "./table-body.ts";
import { findColumn, targetTable } from "./target.ts";

/** The changed table, after whatever the engine had to do. */
type Change = (table: Table, execution: Execution) => Promise<Table>;

/** ALTER TABLE t ADD/DROP/RENAME/ALTER COLUMN, RENAME TO, OWNER TO, ALTER DISTSTYLE/DISTKEY/SORTKEY, ADD constraint */
export function planAlterTable(cursor: Cursor, planning: Planning): Plan {
  cursor.expect("alter", "table");
  const at = cursor.peek().start;
  const table = targetTable(parsePath(cursor), at, planning);
  const change = parseChange(cursor, table, planning);
  cursor.expectEnd();
  return commandPlan(
    async (execution) => {
      const next = await change(table, execution);
      if (next.name !== table.name || next.schema !== table.schema)
        execution.catalog.remove({ kind: "table", table });
      execution.catalog.put({ kind: "table", table: next });
      return { tag: "ALTER TABLE" };
    },
    { locks: tableLock(table, "AccessExclusiveLock") },
  );
}

function parseChange(cursor: Cursor, table: Table, planning: Planning): Change {
  if (cursor.accept("append")) throw cursor.unsupported("ALTER TABLE APPEND");
  if (cursor.accept("owner", "to")) {
    const owner = cursor.label();
    return async (each) => ({ ...each, owner });
  }
  if (cursor.accept("rename")) return parseRename(cursor, table, planning);
  if (cursor.accept("add")) return parseAdd(cursor, table, planning);
  if (cursor.accept("drop")) return parseDrop(cursor, table);
  if (cursor.accept("alter")) return parseAlter(cursor, table);
  if (cursor.accept("set")) throw cursor.unsupported("ALTER TABLE SET");
  throw cursor.unsupported(`ALTER TABLE ${cursor.peek().value.toUpperCase()}`);
}

function parseRename(cursor: Cursor, table: Table, { catalog }: Planning): Change {
  if (cursor.accept("to")) {
    const name = cursor.name();
    return async (each, execution) => {
      if (catalog.relation(each.schema, name) !== undefined) {
        throw new SqlError("42P07", `Relation "${name}" already exists`);
      }
      await execution.run(`ALTER TABLE ${engineName(each)} RENAME TO ${quote(name)}`);
      return { ...each, name };
    };
  }
  cursor.accept("column");
  const at = cursor.peek().start;
  const from = findColumn(table, cursor.name(), at).name;
  cursor.expect("to");
  const to = cursor.name();
  refuseTaken(table, to);
  return async (each, execution) => {
    await execution.run(`ALTER TABLE ${engineName(each)} RENAME COLUMN ${quote(from)} TO ${quote(to)}`);
    const rename = (name: string) => (name === from ? to : name);
    return {
      ...each,
      columns: each.columns.map((column) => ({ ...column, name: rename(column.name) })),
      distkey: each.distkey === undefined ? undefined : rename(each.distkey),
      sortkey: each.sortkey.map(rename),
      primaryKey: each.primaryKey.map(rename),
      uniqueKeys: each.uniqueKeys.map((key) => key.map(rename)),
      foreignKeys: each.foreignKeys.map((key) => ({ ...key, columns: key.columns.map(rename) })),
    };
  };
}

function refuseTaken(table: Table, name: string): void {
  if (table.columns.some((column) => column.name === name)) {
    throw new SqlError("42701", `column "${name}" of relation "${table.name}" already exists`);
  }
}

function parseAdd(cursor: Cursor, table: Table, planning: Planning): Change {
  const constraint = parseConstraint(cursor, table);
  if (constraint !== undefined) return constraint;
  cursor.accept("column");
  const { column } = parseColumnDefinition(cursor, planning);
  if (column.identity !== undefined) throw cursor.unsupported("adding an IDENTITY column");
  refuseTaken(table, column.name);
  if (column.notNull && column.defaultSql === undefined) {
    throw new SqlError(
      "42601",
      "ALTER TABLE ADD COLUMN defined as NOT NULL must have a non-null default expression",
    );
  }
  return async (each, execution) => {
    const next = { ...each, columns: [...each.columns, column] };
    const preset = column.defaultSql ?? "NULL";
    if (column.notNull) return await rebuild(each, next, { preset, execution });
    await execution.run(
      `ALTER TABLE ${engineName(each)} ADD COLUMN ${quote(column.name)} ${engineType(column.type)} DEFAULT ${preset}`,
    );
    return next;
  };
}

/** The engine adds no NOT NULL column to a table with rows: a new table takes them, and the old one's name. */
async function rebuild(
  table: Table,
  next: Table,
  { preset, execution }: { preset: string; execution: Execution },
): Promise<Table> {
  const { schema, name } = table;
  const made = { schema, name: `${name}\u{f0002}next` };
  await execution.run(`CREATE TABLE ${engineName(made)} (${columnsSql(next)})`);
  await execution.run(`INSERT INTO ${engineName(made)} SELECT *, ${preset} FROM ${engineName(table)}`);
  await execution.run(`DROP TABLE ${engineName(table)}`);
  await execution.run(`ALTER TABLE ${engineName(made)} RENAME TO ${quote(name)}`);
  return next;
}

function parseConstraint(cursor: Cursor, table: Table): Change | undefined {
  if (cursor.accept("constraint")) cursor.name();
  if (cursor.accept("primary", "key")) {
    const primaryKey = parseNames(cursor);
    for (const name of primaryKey) {
      if (!findColumn(table, name, 0).notNull) {
        throw new SqlError("42601", `column "${name}" of a primary key must be NOT NULL`);
      }
    }
    return async (each) => ({ ...each, primaryKey });
  }
  if (cursor.accept("unique")) {
    const key = parseNames(cursor);
    return async (each) => ({ ...each, uniqueKeys: [...each.uniqueKeys, key] });
  }
  if (!cursor.accept("foreign", "key")) return undefined;
  const columns = parseNames(cursor);
  cursor.expect("references");
  const target = parsePath(cursor).join(".");
  const references = cursor.at("(") ? parseNames(cursor) : [];
  return async (each) => ({
    ...each,
    foreignKeys: [...each.foreignKeys, { columns, table: target, references }],
  });
}

function parseDrop(cursor: Cursor, table: Table): Change {
  if (cursor.at("constraint")) throw cursor.unsupported("DROP CONSTRAINT");
  cursor.accept("column");
  const at = cursor.peek().start;
  const { name } = findColumn(table, cursor.name(), at);
  if (!cursor.accept("cascade")) cursor.accept("restrict");
  if (table.distkey === name || table.sortkey.includes(name)) {
    throw new SqlError("0A000", `cannot drop distkey or sortkey column "${name}"`);
  }
  return async (each, execution) => {
    await execution.run(`ALTER TABLE ${engineName(each)} DROP COLUMN ${quote(name)}`);
    return {
      ...each,
      columns: each.columns.filter((column) => column.name !== name),
      primaryKey: each.primaryKey.includes(name) ? [] : each.primaryKey,
      uniqueKeys: each.uniqueKeys.filter((key) => !key.includes(name)),
      foreignKeys: each.foreignKeys.filter((key) => !key.columns.includes(name)),
    };
  };
}

function parseAlter(cursor: Cursor, table: Table): Change {
  const before = cursor.mark();
  const attributes = parseTableAttributes(cursor);
  if (cursor.mark() !== before) {
    return async (each) => ({
      ...each,
      diststyle: attributes.diststyle ?? (attributes.distkey === undefined ? each.diststyle : "key"),
      distkey:
        attributes.diststyle !== undefined && attributes.diststyle !== "key"
          ? undefined
          : (attributes.distkey ?? each.distkey),
      sortkey: attributes.sortkey.length > 0 ? attributes.sortkey : each.sortkey,
      sortstyle: attributes.sortstyle ?? each.sortstyle,
    });
  }
  cursor.accept("column");
  const at = cursor.peek().start;
  const column = findColumn(table, cursor.name(), at);
  if (cursor.accept("encode")) return replaceColumn({ ...column, encode: cursor.label() });
  if (cursor.acceptAny(["type"]) === undefined) throw cursor.unsupported("ALTER COLUMN other than TYPE");
  return alterType(cursor, table, column);
}

/** Only a varchar's length may change: https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_TABLE.html */
function alterType(cursor: Cursor, table: Table, column: Column): Change {
  const type = parseType(cursor);
  if (type.kind !== "varchar" || column.type.kind !== "varchar") {
    throw new SqlError(
      "0A000",
      "target data type is not supported: only the length of a varchar can be changed",
    );
  }
  const length = type.length as number;
  return async (each, execution) => {
    const [row] = await execution.rows(`SELECT max(strlen(${quote(column.name)})) FROM ${engineName(table)}`);
    if (Number(row?.[0] ?? 0) > length) {
      throw new SqlError(
        "0A000",
        `cannot reduce column "${column.name}" to ${length} bytes: longer values are there`,
      );
    }
    return await replaceColumn({ ...column, type })(each, execution);
  };
}

function replaceColumn(column: Column): Change {
  return async (table) => ({
    ...table,
    columns: table.columns.map((each) => (each.name === column.name ? column : each)),
  });
}
