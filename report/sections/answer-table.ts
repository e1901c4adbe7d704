import type { Answer } from "../../job/src/query/answer.ts";
import { day, minute, words } from "../page/format.ts";
import { html, type Markup } from "../page/html.ts";

/** An answer without the columns that name a person. */
export function withoutColumns({ columns, rows }: Answer, hidden: readonly string[]): Answer {
  const kept = columns.flatMap(({ name }, index) => (hidden.includes(name) ? [] : [index]));
  return {
    columns: columns.filter(({ name }) => !hidden.includes(name)),
    rows: rows.map((row) => kept.map((index) => row[index] ?? null)),
  };
}

/** An answer as a table that scrolls by itself where the page is narrower. */
export function answerTable({ columns, rows }: Answer, caption: string): Markup {
  const classOf = (index: number) =>
    isNumber(columns[index]?.name, columns[index]?.kind) ? "number" : "text";
  const head = columns.map(
    ({ name }, index) => html`<th scope="col" class="${classOf(index)}">${words(name)}</th>`,
  );
  const body = rows.map(
    (row) =>
      html`<tr>${row.map((value, index) => html`<td class="${classOf(index)}">${readable(value)}</td>`)}</tr>`,
  );
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}"><table>
<thead><tr>${head}</tr></thead>
<tbody>${body}</tbody>
</table></div>`;
}

function readable(value: string | null): string {
  if (value === null) return "–";
  if (/^\d{4}-\d\d-\d\d \d\d:\d\d/.test(value)) return minute(value);
  return /^\d{4}-\d\d-\d\d$/.test(value) ? day(value) : value;
}

/** An id is a name made of digits. */
function isNumber(name: string | undefined, kind: string | undefined): boolean {
  return kind === "number" && name?.endsWith("_id") !== true;
}
