import type { Answer } from "./answer.ts";

const nullSign = "–";

/** For people: columns in line, numbers to the right, NULL as a dash, the number of rows below. */
export function formatTable({ columns, rows }: Answer): string {
  const cells = rows.map((row) => row.map((value) => (value === null ? nullSign : printable(value))));
  const names = columns.map(({ name }) => printable(name));
  const widths = names.map((name, index) =>
    cells.reduce((width, row) => Math.max(width, lengthOf(row[index] ?? "")), lengthOf(name)),
  );
  const line = (texts: readonly string[]) =>
    texts
      .map((text, index) => {
        const padding = " ".repeat((widths[index] ?? 0) - lengthOf(text));
        return columns[index]?.kind === "number" ? padding + text : text + padding;
      })
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  const count = `(${rows.length} ${rows.length === 1 ? "row" : "rows"})`;
  return `${[line(names), rule, ...cells.map(line), count].join("\n")}\n`;
}

/** Control characters could move the cursor or recolour the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, "�");
}

function lengthOf(text: string): number {
  return [...text].length;
}
