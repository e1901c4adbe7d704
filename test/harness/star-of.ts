import type { Client } from "pg";
import type { Star } from "../reference/star-rows.ts";
import { starColumns, tableText } from "../reference/star-text.ts";

type StarText = Record<keyof Star, string[]>;
const tables = Object.keys(starColumns) as (keyof Star)[];

/** The star as the warehouse holds it, a sorted line a row, to compare with the reference's. */
export async function starOf(client: Client): Promise<StarText> {
  const star = {} as StarText;
  for (const table of tables) {
    const columns = Object.entries(starColumns[table]).map(([name, kind]) =>
      // As text: the driver would read a timestamp in the machine's own zone.
      kind === "timestamp" ? `${name}::varchar as ${name}` : name,
    );
    const { rows } = await client.query(`select ${columns.join(", ")} from ${table}`);
    star[table] = tableText(table, rows);
  }
  return star;
}

/** The reference's star in the same form. */
export function textOf(star: Star): StarText {
  return Object.fromEntries(tables.map((table) => [table, tableText(table, star[table])])) as StarText;
}
