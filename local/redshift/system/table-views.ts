import { engineName } from "../catalog/table.ts";
import type { SystemReader, SystemView } from "../context.ts";
import { baseName, displayType } from "../types/describe.ts";
import type { Type } from "../types/type.ts";
import { isTemporary, type Relation, schemas, userRelations } from "./catalog-rows.ts";
import { systemView } from "./system-view.ts";

const NUMBERS: Partial<Record<Type["kind"], readonly [precision: number, scale: number | null]>> = {
  int2: [16, 0],
  int4: [32, 0],
  int8: [64, 0],
  float4: [24, null],
  float8: [53, null],
};

function shape(type: Type) {
  const [precision, scale] =
    type.kind === "numeric" ? [type.precision, type.scale] : (NUMBERS[type.kind] ?? [null, null]);
  return {
    data_type: baseName(type),
    character_maximum_length: "length" in type ? type.length : null,
    numeric_precision: precision,
    numeric_scale: scale,
  };
}

function columnRows(database: string, relations: readonly Relation[]) {
  return relations.flatMap((relation) =>
    relation.columns.map(({ name, type, notNull, column }, index) => ({
      table_catalog: database,
      table_schema: relation.schema,
      table_name: relation.name,
      column_name: name,
      ordinal_position: index + 1,
      column_default: column?.defaultText,
      is_nullable: notNull ? "NO" : "YES",
      ...shape(type),
      remarks: column?.comment,
    })),
  );
}

const COLUMNS =
  "table_catalog varchar(128), table_schema varchar(128), table_name varchar(128), column_name varchar(128), ordinal_position integer, column_default varchar(4000), is_nullable varchar(3), data_type varchar(128), character_maximum_length integer, numeric_precision integer, numeric_scale integer";

/** The views that list tables and columns, Redshift's own and the standard's. */
export function tableViews(): SystemView[] {
  return [
    svvColumns(),
    standardColumns(),
    svvTables(),
    standardTables(),
    standardSchemata(),
    standardViews(),
    pgTables(),
    pgViews(),
    tableDefinitions(),
    tableInfo(),
  ];
}

function svvColumns(): SystemView {
  return systemView("pg_catalog.svv_columns", `${COLUMNS}, remarks varchar(256)`, (reader) =>
    columnRows(reader.database, userRelations(reader)),
  );
}

function standardColumns(): SystemView {
  return systemView("information_schema.columns", COLUMNS, (reader) =>
    columnRows(reader.database, userRelations(reader)),
  );
}

function svvTables(): SystemView {
  return systemView(
    "pg_catalog.svv_tables",
    "table_catalog varchar(128), table_schema varchar(128), table_name varchar(128), table_type varchar(128), remarks varchar(256)",
    (reader) => tableRows(reader.database, userRelations(reader)),
  );
}

function standardTables(): SystemView {
  return systemView(
    "information_schema.tables",
    "table_catalog varchar(128), table_schema varchar(128), table_name varchar(128), table_type varchar(128)",
    (reader) => tableRows(reader.database, userRelations(reader)),
  );
}

function standardSchemata(): SystemView {
  return systemView(
    "information_schema.schemata",
    "catalog_name varchar(128), schema_name varchar(128), schema_owner varchar(128)",
    (reader) =>
      schemas(reader).map(({ name, owner }) => ({
        catalog_name: reader.database,
        schema_name: name,
        schema_owner: owner,
      })),
  );
}

function standardViews(): SystemView {
  return systemView(
    "information_schema.views",
    "table_catalog varchar(128), table_schema varchar(128), table_name varchar(128), view_definition varchar(65535)",
    (reader) =>
      userRelations(reader)
        .filter(({ kind }) => kind === "view")
        .map((view) => ({
          table_catalog: reader.database,
          table_schema: view.schema,
          table_name: view.name,
          view_definition: view.text,
        })),
  );
}

function pgTables(): SystemView {
  return systemView(
    "pg_catalog.pg_tables",
    "schemaname name, tablename name, tableowner name, tablespace name, hasindexes boolean, hasrules boolean, hastriggers boolean",
    (reader) =>
      userRelations(reader)
        .filter(({ kind }) => kind === "table")
        .map((table) => ({
          schemaname: table.schema,
          tablename: table.name,
          tableowner: table.owner,
          hasindexes: false,
          hasrules: false,
          hastriggers: false,
        })),
  );
}

function pgViews(): SystemView {
  return systemView(
    "pg_catalog.pg_views",
    "schemaname name, viewname name, viewowner name, definition text",
    (reader) =>
      userRelations(reader)
        .filter(({ kind }) => kind === "view")
        .map((view) => ({
          schemaname: view.schema,
          viewname: view.name,
          viewowner: view.owner,
          definition: view.text,
        })),
  );
}

function tableRows(database: string, relations: readonly Relation[]) {
  return relations.map((relation) => ({
    table_catalog: database,
    table_schema: relation.schema,
    table_name: relation.name,
    table_type: isTemporary(relation) ? "LOCAL TEMPORARY" : relation.kind === "view" ? "VIEW" : "BASE TABLE",
    remarks: relation.comment,
  }));
}

/** pg_table_def: the columns with their encoding and keys. */
function tableDefinitions(): SystemView {
  return systemView(
    "pg_catalog.pg_table_def",
    `schemaname name, tablename name, "column" name, type text, encoding text, distkey boolean, sortkey integer, "notnull" boolean`.replaceAll(
      '"',
      "",
    ),
    (reader) =>
      userRelations(reader)
        .filter(({ kind }) => kind === "table")
        .flatMap(({ schema, name, table, columns }) =>
          columns.map((column) => ({
            schemaname: schema,
            tablename: name,
            column: column.name,
            type: displayType(column.type),
            encoding: column.column?.encode ?? "none",
            distkey: table?.distkey === column.name,
            sortkey: sortPlace(table, column.name),
            notnull: column.notNull ?? false,
          })),
        ),
  );
}

/** From 1; of an interleaved key the signs alternate. */
function sortPlace(table: Relation["table"], name: string): number {
  const place = (table?.sortkey.indexOf(name) ?? -1) + 1;
  return table?.sortstyle === "interleaved" && place % 2 === 0 ? -place : place;
}

/** svv_table_info: one row a table that has rows, as there. */
function tableInfo(): SystemView {
  const columns =
    "database text, schema text, table_id oid, table text, encoded text, diststyle text, sortkey1 text, max_varchar integer, sortkey1_enc text, sortkey_num integer, size bigint, pct_used numeric(10,4), empty bigint, unsorted numeric(5,2), stats_off numeric(5,2), tbl_rows numeric(38,0), skew_sortkey1 numeric(19,2), skew_rows numeric(19,2), estimated_visible_rows numeric(38,0), risk_event text, vacuum_sort_benefit numeric(12,2)";
  return systemView("pg_catalog.svv_table_info", columns, async (reader) => {
    const rows = [];
    for (const relation of userRelations(reader)) {
      if (relation.table === undefined) continue;
      const [count] = await reader.engineRows(`SELECT count(*) FROM ${engineName(relation.table)}`);
      const total = Number(count?.[0] ?? 0);
      if (total > 0)
        rows.push({
          database: reader.database,
          ...infoRow(relation),
          size: await megabytes(reader, engineName(relation.table)),
          tbl_rows: total,
          estimated_visible_rows: total,
        });
    }
    return rows;
  });
}

/** Size in blocks of 1 MB, as there: what the table takes in the warehouse file, by the engine's blocks of 256 kB. */
async function megabytes(reader: Pick<SystemReader, "engineRows">, name: string): Promise<number> {
  const table = `'${name.replaceAll("'", "''")}'`;
  const sql = `SELECT count(DISTINCT block_id) FROM pragma_storage_info(${table}) WHERE persistent`;
  const [row] = await reader.engineRows(sql);
  return Math.max(1, Math.ceil(Number(row?.[0] ?? 0) / 4));
}

function infoRow({ oid, schema, name, table, columns }: Relation) {
  const { diststyle = "even", distkey, sortkey = [] } = table ?? {};
  const style = { auto: "AUTO(ALL)", even: "EVEN", all: "ALL", key: `KEY(${distkey})` }[diststyle];
  const lengths = columns.map(({ type }) => (type.kind === "varchar" ? (type.length ?? 0) : 0));
  return {
    schema,
    table_id: oid,
    table: name,
    encoded: columns.some(({ column }) => column?.encode !== undefined) ? "Y" : "N",
    diststyle: style,
    sortkey1: sortkey[0],
    max_varchar: Math.max(0, ...lengths),
    sortkey_num: sortkey.length,
    empty: 0,
    unsorted: 0,
    stats_off: 0,
  };
}
