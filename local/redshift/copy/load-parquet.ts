import { SqlError } from "../../wire/database.ts";
import type { Column } from "../catalog/table.ts";
import { FILE_COLUMN, fileList, identifier, literal } from "./json-source.ts";
import { insertRows, type Load } from "./load.ts";

/** The engine's types of a Parquet column that a table's column takes; any precision and unit of time. */
const COMPATIBLE: Partial<Record<Column["type"]["kind"], RegExp>> = {
  int2: /^(TINYINT|SMALLINT)$/,
  int4: /^(TINYINT|SMALLINT|INTEGER)$/,
  int8: /^(TINYINT|SMALLINT|INTEGER|BIGINT)$/,
  float4: /^FLOAT$/,
  float8: /^(FLOAT|DOUBLE)$/,
  numeric: /^DECIMAL/,
  bool: /^BOOLEAN$/,
  date: /^DATE$/,
  timestamp: /^TIMESTAMP(_S|_MS|_NS)?$/,
  timestamptz: /^TIMESTAMP/,
  varchar: /^VARCHAR$/,
  char: /^VARCHAR$/,
};

/**
 * COPY … PARQUET: columns go by their order, and the first fault ends the load.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-copy-from-columnar.html
 */
export async function loadParquet(load: Load): Promise<void> {
  const from = `read_parquet(${fileList(load.files)}, hive_partitioning = false`;
  const schema = await load.look(`describe select * from ${from})`);
  if (schema.length !== load.columns.length) {
    throw scanError(
      `Unmatched number of columns between table and file. Table columns: ${load.columns.length}, Data columns: ${schema.length}`,
    );
  }
  const fields = schema.map(([name]) => identifier(name as string));
  for (const [index, column] of load.columns.entries()) {
    const type = schema[index]?.[1] as string;
    if (!COMPATIBLE[column.type.kind]?.test(type)) {
      throw scanError(`Column ${fields[index]} has an incompatible Parquet schema: ${type}`);
    }
  }
  await countRecords(load, from);
  const values = load.columns.map((column, index) => checked(column, fields[index] as string));
  await insertRows(load, `select ${values.join(", ")} from ${from})`);
}

async function countRecords(load: Load, from: string): Promise<void> {
  const file = identifier(FILE_COLUMN);
  const counts = new Map(
    (await load.look(
      `select ${file}, count(*) from ${from}, filename = ${literal(FILE_COLUMN)}) group by ${file}`,
    )) as [string, string][],
  );
  for (const one of load.files) load.record.files.set(one, Number(counts.get(one.path) ?? 0));
}

/** A text must fit its column, and a column that is not null must have a value. */
function checked(column: Column, field: string): string {
  const faults = [
    ...(column.notNull
      ? [[`${field} is null`, "[23502] Spectrum Scan Error. Missing data for not-null field"] as const]
      : []),
    ...("length" in column.type
      ? [
          [
            `strlen(${field}) > ${column.type.length}`,
            "[22001] Spectrum Scan Error. String length exceeds DDL length",
          ] as const,
        ]
      : []),
  ];
  const cases = faults.map(
    ([when, message]) => `when ${when} then error(${literal(`${message}: column ${column.name}`)})`,
  );
  return cases.length === 0 ? field : `case ${cases.join(" ")} else ${field} end`;
}

function scanError(message: string): SqlError {
  return new SqlError("XX000", `Spectrum Scan Error. ${message}`);
}
