import type { TopLevelSpec } from "vega-lite";
import type { ChartRow } from "./rows.ts";
import { shorten } from "./rows.ts";
import { cardWidth, colours } from "./theme.ts";

const rowHeight = 32;

/** What to rank: the value of a row, and what it is called. */
export interface RankingOptions {
  value: string;
  label: (row: ChartRow) => string;
}

/** A bar a row, longest first as the rows come, its name above it and its value at its end. */
export function ranking(rows: readonly ChartRow[], { value, label }: RankingOptions): TopLevelSpec {
  const values = rows.map((row, index) => ({
    place: index,
    name: shorten(label(row)),
    value: Number(row[value]),
  }));
  const most = Math.max(1, ...values.map((row) => row.value));
  const y = { field: "place", type: "ordinal", axis: null, sort: null } as const;
  return {
    width: cardWidth,
    height: values.length * rowHeight,
    autosize: "none",
    data: { values },
    encoding: { y },
    layer: [
      {
        mark: { type: "bar", height: 7, yOffset: 7, cornerRadiusEnd: 2 },
        encoding: {
          x: { field: "value", type: "quantitative", axis: null, scale: { domain: [0, most] } },
          color: { condition: { test: "datum.place === 0", value: colours.strong }, value: colours.bar },
        },
      },
      {
        mark: { type: "text", align: "left", baseline: "middle", dy: -5 },
        encoding: { x: { value: 0 }, text: { field: "name" } },
      },
      {
        mark: { type: "text", align: "right", baseline: "middle", dy: -5, color: colours.muted },
        encoding: { x: { value: "width" }, text: { field: "value", format: "," } },
      },
    ],
  };
}
