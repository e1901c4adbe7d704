import type { Answer, AnswerColumn } from "./answer.ts";

/** What JSON takes for a number; NaN and Infinity are none. */
const jsonNumber = /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i;

/** An array of objects, a row a line. A number keeps every digit that the warehouse gave. */
export function formatJson({ columns, rows }: Answer): string {
  const objects = rows.map((row) => {
    const members = columns.map((column, index) => member(column, row[index] ?? null));
    return `  {${members.join(", ")}}`;
  });
  return objects.length === 0 ? "[]\n" : `[\n${objects.join(",\n")}\n]\n`;
}

function member({ name, kind }: AnswerColumn, value: string | null): string {
  return `${JSON.stringify(name)}: ${jsonValue(value, kind)}`;
}

function jsonValue(value: string | null, kind: AnswerColumn["kind"]): string {
  if (value === null) return "null";
  if (kind === "number" && jsonNumber.test(value)) return value;
  if (kind === "boolean") return String(value === "t");
  return JSON.stringify(value);
}
