import type { TopLevelSpec } from "vega-lite";
import type { ChartRow } from "./rows.ts";
import { cardWidth, colours } from "./theme.ts";

export interface SplitOptions {
  value: string;
  /** Percentage of the whole. */
  share: string;
  label: (row: ChartRow) => string;
}

/** How a whole is divided: one bar of the parts, and below it a line a part with its share and count. */
export function split(rows: readonly ChartRow[], { value, share, label }: SplitOptions): TopLevelSpec {
  const shades = [colours.strong, colours.second, colours.bar, colours.muted];
  const values = rows.map((row, index) => ({
    place: index,
    name: label(row),
    value: Number(row[value]),
    share: `${Number(row[share]).toFixed(1)} %`,
    colour: shades[Math.min(index, shades.length - 1)],
  }));
  const lineOf = 30;
  const y = { field: "y", type: "quantitative", scale: null, axis: null } as const;
  return {
    width: cardWidth,
    height: 50 + values.length * lineOf,
    data: { values },
    transform: [{ calculate: `64 + datum.place * ${lineOf}`, as: "y" }],
    layer: [
      {
        mark: { type: "bar", height: 28 },
        encoding: {
          x: { field: "value", type: "quantitative", stack: "normalize", axis: null },
          y: { value: 14 },
          order: { field: "place" },
          color: { field: "colour", type: "nominal", scale: null },
          stroke: { value: "var(--card)" },
          strokeWidth: { value: 2 },
        },
      },
      {
        mark: { type: "point", shape: "square", filled: true, size: 110, opacity: 1 },
        encoding: { x: { value: 6 }, y, color: { field: "colour", type: "nominal", scale: null } },
      },
      {
        mark: { type: "text", align: "left", baseline: "middle" },
        encoding: { x: { value: 20 }, y, text: { field: "name" } },
      },
      {
        mark: { type: "text", align: "right", baseline: "middle", fontWeight: 600 },
        encoding: { x: { value: cardWidth - 70 }, y, text: { field: "share" } },
      },
      {
        mark: { type: "text", align: "right", baseline: "middle", color: colours.muted },
        encoding: { x: { value: cardWidth }, y, text: { field: "value", format: "," } },
      },
    ],
  };
}
