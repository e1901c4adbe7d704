import type { TopLevelSpec } from "vega-lite";
import type { ChartRow } from "./rows.ts";
import { cardWidth, colours } from "./theme.ts";

export interface ScatterOptions {
  x: { field: string; title: string };
  y: { field: string; title: string };
}

/** A dot a row. */
export function scatter(rows: readonly ChartRow[], { x, y }: ScatterOptions): TopLevelSpec {
  return {
    width: cardWidth,
    height: 230,
    data: { values: [...rows] },
    mark: { type: "circle", color: colours.strong, opacity: 0.65, size: 46 },
    encoding: {
      x: { field: x.field, type: "quantitative", axis: { title: x.title, tickCount: 6 } },
      y: {
        field: y.field,
        type: "quantitative",
        // Most dots are low and a few are very high.
        scale: { type: "sqrt" },
        axis: {
          ...{
            title: y.title,
            titleAngle: 0,
            titleAlign: "left",
            titleAnchor: "end",
            titleX: 0,
            titleY: -10,
          },
          tickCount: 5,
        },
      },
    },
  };
}
