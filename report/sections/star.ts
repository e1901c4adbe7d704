import type { CatalogueTable, ReportData, TableSize } from "../collect/report-data.ts";
import { drawNarrow, drawWide } from "../diagram/draw-star.ts";
import { starTables } from "../diagram/star-tables.ts";
import { bytes, number } from "../page/format.ts";
import { html, type Markup } from "../page/html.ts";

/** The tables as the warehouse's own catalogue describes them. */
export function star({ catalogue, sizes }: Pick<ReportData, "catalogue" | "sizes">): Markup {
  const tables = starTables(catalogue);
  const others = tables?.others ?? catalogue;
  return html`<section id="star" aria-labelledby="star-title">
<h2 id="star-title">The tables</h2>
<p class="lead">Read from the warehouse's catalogue. PK is the primary key, FK refers to another table, • is never null.</p>
${tables === undefined ? undefined : html`<figure><div class="narrow-only">${drawNarrow(tables)}</div><div class="wide-only">${drawWide(tables)}</div></figure>`}
<h3>Beside the star</h3>
<div class="scroll" role="region" tabindex="0" aria-label="Other tables"><table>
<thead><tr><th scope="col">Table</th><th scope="col" class="number">Rows</th><th scope="col" class="number">Size</th><th scope="col">Columns</th></tr></thead>
<tbody>${others.map((table) => line(table, sizes))}</tbody>
</table></div>
</section>`;
}

function line({ name, columns }: CatalogueTable, sizes: readonly TableSize[]): Markup {
  const size = sizes.find((table) => table.name === name);
  const megabytes = size?.megabytes ?? null;
  return html`<tr><th scope="row"><code>${name}</code></th><td class="number">${number(size?.rows ?? null)}</td><td class="number">${megabytes === null ? "–" : bytes(megabytes * 1e6)}</td><td>${columns.map((column) => column.name).join(", ")}</td></tr>`;
}
