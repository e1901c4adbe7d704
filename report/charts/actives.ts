import type { TopLevelSpec } from "vega-lite";
import type { ChartRow } from "./rows.ts";
import { colours } from "./theme.ts";

const lines = [
  { field: "monthly", name: "month", colour: colours.muted },
  { field: "weekly", name: "week", colour: colours.second },
];

/** Active users a day as columns; of the week and the month before as lines, named at their ends. */
export function actives(rows: readonly ChartRow[], { width }: { width: number }): TopLevelSpec {
  const values = rows.map((row) => ({ ...row }));
  const last = values.slice(-1).map((row) => ({ ...row }));
  const x = {
    field: "day",
    type: "temporal",
    timeUnit: "utcyearmonthdate",
    axis: { title: null, format: "%-d %b", tickCount: width < 500 ? 4 : 8, labelFlush: false },
  } as const;
  const middle = { ...x, bandPosition: 0.5 };
  const y = { type: "quantitative", axis: { title: null, tickCount: 4 } } as const;
  return {
    width,
    height: 230,
    padding: { right: 48, top: 6 },
    data: { values },
    encoding: { x },
    layer: [
      {
        mark: { type: "bar", width: { band: 0.7 }, cornerRadiusEnd: 2 },
        encoding: { y: { field: "daily", ...y } },
      },
      ...lines.map(({ field, colour }) => ({
        mark: { type: "line", color: colour, strokeWidth: 2.5, interpolate: "monotone" } as const,
        encoding: { x: middle, y: { field, ...y } },
      })),
      ...[{ field: "daily", name: "day", colour: colours.strong }, ...lines].map(
        ({ field, name, colour }) => ({
          data: { values: last },
          mark: {
            type: "text",
            align: "left",
            dx: 8,
            baseline: "middle",
            color: colour,
            fontWeight: 600,
          } as const,
          encoding: { x: { ...x, bandPosition: 1 }, y: { field, ...y }, text: { value: name } },
        }),
      ),
    ],
  };
}
