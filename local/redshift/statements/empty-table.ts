import { ROW_GROUP } from "../../engine/row-group.ts";
import { TEMPORARY } from "../catalog/catalog.ts";
import { engineName, type Table } from "../catalog/table.ts";
import type { Execution } from "../plan.ts";
import { columnsSql } from "./create-table.ts";

/**
 * Removes all rows of a table; gives their number. A large one is made anew, which takes no time: the engine marks
 * every row that it deletes.
 */
export async function emptyTable(table: Table, execution: Execution): Promise<number> {
  const name = engineName(table);
  const [[count] = []] = await execution.rows(`SELECT count(*) FROM ${name}`);
  if (Number(count) <= ROW_GROUP) return await execution.run(`DELETE FROM ${name}`);
  const word = table.schema === TEMPORARY ? "TEMP TABLE" : "TABLE";
  await execution.renew(table, `CREATE OR REPLACE ${word} ${name} (${columnsSql(table)})`);
  return Number(count);
}
