import type { TopLevelSpec } from "vega-lite";
import type { ChartRow } from "./rows.ts";
import { cardWidth, colours } from "./theme.ts";

export interface ColumnsOptions {
  value: string;
  label: (row: ChartRow) => string;
  /** Which labels stand below the columns; all unless told otherwise. */
  isLabelled?: (row: ChartRow) => boolean;
  /** Title of the horizontal axis. */
  title?: string;
}

/** A column a row, in the rows' order, the highest marked and named by its value. */
export function columns(rows: readonly ChartRow[], options: ColumnsOptions): TopLevelSpec {
  const { value, label, isLabelled = () => true, title } = options;
  const most = Math.max(...rows.map((row) => Number(row[value])));
  const values = rows.map((row) => ({
    name: label(row),
    value: Number(row[value]),
    isMost: Number(row[value]) === most,
  }));
  const labelled = rows.filter(isLabelled).map(label);
  const showsAll = labelled.length === rows.length;
  return {
    width: cardWidth,
    height: 190,
    data: { values },
    encoding: {
      x: {
        field: "name",
        type: "ordinal",
        sort: null,
        scale: { paddingInner: 0.25, paddingOuter: 0.1 },
        axis: { values: labelled, labelAngle: 0, title: title ?? null, labelOverlap: false },
      },
      y: { field: "value", type: "quantitative", axis: null },
    },
    layer: [
      {
        mark: { type: "bar", cornerRadiusEnd: 2 },
        encoding: {
          color: { condition: { test: "datum.isMost", value: colours.strong }, value: colours.bar },
        },
      },
      {
        transform: showsAll ? [] : [{ filter: "datum.isMost" }],
        mark: { type: "text", baseline: "bottom", dy: -4, fontSize: 12 },
        encoding: { text: { field: "value", format: "," } },
      },
    ],
  };
}
