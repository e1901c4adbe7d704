import type { Answer } from "../../job/src/query/answer.ts";

/** A row of an answer by column: numbers as numbers. */
export type ChartRow = Record<string, string | number | null>;

export function rowsOf({ columns, rows }: Answer): ChartRow[] {
  return rows.map((row) =>
    Object.fromEntries(
      columns.map(({ name, kind }, index) => {
        const value = row[index] ?? null;
        return [name, value !== null && kind === "number" ? Number(value) : value];
      }),
    ),
  );
}

/** At most `length` characters, an ellipsis in place of the rest. */
export function shorten(text: string, length = 42): string {
  const signs = [...text];
  return signs.length <= length
    ? text
    : `${signs
        .slice(0, length - 1)
        .join("")
        .trimEnd()}…`;
}
