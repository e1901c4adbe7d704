import type { Answer } from "./answer.ts";

/** RFC 4180 with a header, lines ending in LF. NULL is empty, an empty text is `""`. */
export function formatCsv({ columns, rows }: Answer): string {
  const lines = [columns.map(({ name }) => name), ...rows];
  return lines.map((line) => `${line.map(field).join(",")}\n`).join("");
}

function field(value: string | null): string {
  if (value === null) return "";
  return value === "" || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
