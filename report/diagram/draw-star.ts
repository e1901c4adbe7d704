import { html, type Markup } from "../page/html.ts";
import { type Box, drawBox, heightOf, stack } from "./boxes.ts";
import { drawCurve, drawLane, edgesOf } from "./edges.ts";
import type { StarTables } from "./star-tables.ts";

const gap = 28;

/** The star on a wide page: the hub in the middle, what it refers to on both sides. */
export function drawWide({ hub, plain, tied }: StarTables): Markup {
  const [width, total] = [250, 940];
  const columns = [
    { tables: plain, x: 0 },
    { tables: [hub], x: 322 },
    { tables: tied, x: 644 },
  ];
  const heights = columns.map(({ tables }) =>
    tables.reduce((sum, table) => sum + heightOf(table) + gap, -gap),
  );
  const height = Math.max(...heights) + 2;
  const boxes = columns.flatMap(({ tables, x }, index) =>
    stack(tables, { x: x + 1, y: 1 + (height - 2 - (heights[index] ?? 0)) / 2, width, gap }),
  );
  return draw(boxes, { width: total, height, edges: edgesOf(boxes).map(drawCurve) });
}

/** The star on a telephone: one table below the other, the references in lanes at the right. */
export function drawNarrow({ hub, plain, tied }: StarTables): Markup {
  const [width, total] = [276, 340];
  const boxes = stack([hub, ...plain, ...tied], { x: 1, y: 1, width, gap });
  const lowest = boxes.at(-1) as Box;
  const edges = edgesOf(boxes);
  const space = (total - 8 - width - 20) / edges.length;
  return draw(boxes, {
    width: total,
    height: lowest.y + heightOf(lowest.table) + 1,
    edges: edges.map((edge, index) =>
      drawLane(edge, { lane: width + 20 + (edges.length - index) * space, index }),
    ),
  });
}

function draw(
  boxes: readonly Box[],
  { width, height, edges }: { width: number; height: number; edges: readonly Markup[] },
): Markup {
  const links = edgesOf(boxes).map(
    ({ from, column, table, referenced }) => `${from.table.name}.${column} refers to ${table}.${referenced}`,
  );
  return html`<svg class="star" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Tables and their references: ${links.join("; ")}">${edges}${boxes.map(drawBox)}</svg>`;
}
