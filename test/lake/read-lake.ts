import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import type { Pointer } from "../../job/src/lake/pointer.ts";
import type { Star } from "../reference/star-rows.ts";
import { starColumns, tableText } from "../reference/star-text.ts";

/** The star as a reader finds it in the lake: the files that the pointer names, partition columns from their paths. */
export async function readLake(s3Folder: string, { tables }: Pointer): Promise<Record<keyof Star, string[]>> {
  const star = {} as Record<keyof Star, string[]>;
  for (const table of Object.keys(starColumns) as (keyof Star)[]) {
    const rows: object[] = [];
    for (const [partition, files] of Object.entries(tables[table] ?? {})) {
      for (const file of files) rows.push(...(await readFile(s3Folder, { file, partition, table })));
    }
    star[table] = tableText(table, rows);
  }
  return star;
}

async function readFile(
  s3Folder: string,
  { file, partition, table }: { file: string; partition: string; table: keyof Star },
): Promise<object[]> {
  const buffer = await asyncBufferFromFile(join(s3Folder, file.slice("s3://".length)));
  const rows = await parquetReadObjects({ file: buffer });
  const columns = Object.keys(starColumns[table]);
  return rows.map((row) => {
    const whole = { ...row, ...partitionValues(partition) };
    return Object.fromEntries(columns.map((column) => [column, plain(whole[column as keyof typeof whole])]));
  });
}

function partitionValues(partition: string): Record<string, number | null> {
  const pairs = partition.split("/").filter(Boolean);
  return Object.fromEntries(
    pairs.map((pair) => {
      const [column = "", value] = pair.split("=");
      return [column, value === "__HIVE_DEFAULT_PARTITION__" ? null : Number(value)];
    }),
  );
}

/** As the driver gives it: bigints and timestamps as text. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (value instanceof Date) return value.toISOString().replace("T", " ").replace("Z", "");
  return value ?? null;
}
