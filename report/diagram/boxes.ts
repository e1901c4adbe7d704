import type { CatalogueTable } from "../collect/report-data.ts";
import { html, type Markup } from "../page/html.ts";

const headHeight = 34;
const rowHeight = 22;

/** A table of the diagram and where it stands. */
export interface Box {
  table: CatalogueTable;
  x: number;
  y: number;
  width: number;
}

export function heightOf({ columns }: CatalogueTable): number {
  return headHeight + columns.length * rowHeight + 8;
}

/** Boxes one below the other from `y` on. */
export function stack(
  tables: readonly CatalogueTable[],
  { x, y, width, gap }: { x: number; y: number; width: number; gap: number },
): Box[] {
  let top = y;
  return tables.map((table) => {
    const box = { table, x, y: top, width };
    top += heightOf(table) + gap;
    return box;
  });
}

/** The middle of a column's line in its box. */
export function middleOf({ table, y }: Box, column: string): number {
  const index = table.columns.findIndex(({ name }) => name === column);
  return y + headHeight + Math.max(0, index) * rowHeight + rowHeight / 2 + 2;
}

/** A table: its name, and a line a column with the key it is part of and its type. */
export function drawBox(box: Box): Markup {
  const { table, x, y, width } = box;
  const lines = table.columns.map(({ name, type, isNullable }) => {
    const middle = middleOf(box, name);
    const isPrimary = table.primaryKey.includes(name);
    const isForeign = table.foreignKeys.some(({ column }) => column === name);
    const sign = isPrimary ? "PK" : isForeign ? "FK" : "";
    return html`<text class="key" x="${x + 12}" y="${middle}">${sign}</text><text class="${isPrimary ? "column primary" : "column"}" x="${x + 38}" y="${middle}">${name}</text><text class="type" x="${x + width - 12}" y="${middle}">${type}${isNullable ? "" : html`<tspan class="required"> •</tspan>`}</text>`;
  });
  return html`<g class="box"><rect class="frame" x="${x}" y="${y}" width="${width}" height="${heightOf(table)}" rx="8"/>
<path class="head" d="M${x},${y + headHeight}v${8 - headHeight}q0,-8 8,-8h${width - 16}q8,0 8,8v${headHeight - 8}z"/>
<text class="name" x="${x + 12}" y="${y + headHeight / 2 + 1}">${table.name}</text>
${lines}</g>`;
}
