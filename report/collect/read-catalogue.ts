import type { Warehouse } from "../../job/src/warehouse/warehouse.ts";
import { askFile, type TextRow } from "./ask-file.ts";
import type { CatalogueColumn, CatalogueTable } from "./report-data.ts";

/** Types as they are written in `create table`, by what the catalogue calls them. */
const shortTypes: Readonly<Record<string, string>> = {
  "character varying": "varchar",
  character: "char",
  "timestamp without time zone": "timestamp",
  "timestamp with time zone": "timestamptz",
  "double precision": "double",
};

/** The tables of the schema with their columns and declared keys, from the warehouse's own catalogue. */
export async function readCatalogue(session: Warehouse): Promise<CatalogueTable[]> {
  const columnsOf = Map.groupBy(await askFile(session, "report/columns"), (row) => String(row.table_name));
  const keys = await askFile(session, "report/keys");
  const nameOf = (table: string | null | undefined, number: number) =>
    String(columnsOf.get(String(table))?.[number - 1]?.column_name);
  return [...columnsOf].map(([name, columns]) => {
    const own = keys.filter((key) => key.table_name === name);
    return {
      name,
      columns: columns.map(toColumn),
      primaryKey: own
        .filter(({ contype }) => contype === "p")
        .flatMap(({ conkey }) => numbersOf(conkey).map((number) => nameOf(name, number))),
      foreignKeys: own
        .filter(({ contype }) => contype === "f")
        .map(({ conkey, confkey, referenced_table: table }) => ({
          column: nameOf(name, numbersOf(conkey)[0] ?? 0),
          table: String(table),
          referenced: nameOf(table, numbersOf(confkey)[0] ?? 0),
        })),
    };
  });
}

function toColumn(row: TextRow): CatalogueColumn {
  const { column_name, data_type, character_maximum_length: length, is_nullable } = row;
  const type = shortTypes[String(data_type)] ?? String(data_type);
  return {
    name: String(column_name),
    type: length === null ? type : `${type}(${length})`,
    isNullable: is_nullable === "YES",
  };
}

/** [1, 2] for "{1,2}". */
function numbersOf(array: string | null | undefined): number[] {
  return (array ?? "{}").slice(1, -1).split(",").filter(Boolean).map(Number);
}
