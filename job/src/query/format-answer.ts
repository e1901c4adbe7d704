import type { Answer } from "./answer.ts";
import { formatCsv } from "./format-csv.ts";
import { formatJson } from "./format-json.ts";
import { formatTable } from "./format-table.ts";

/** The ways in which an answer can be printed. */
export const formats = { table: formatTable, json: formatJson, csv: formatCsv } as const satisfies Record<
  string,
  (answer: Answer) => string
>;

export type Format = keyof typeof formats;
