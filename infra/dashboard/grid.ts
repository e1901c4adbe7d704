/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export interface Widget {
  type: "alarm" | "log" | "metric";
  properties: object;
}

export interface Row {
  /** In grid units. */
  height: number;
  /** They share the row's width. */
  widgets: Widget[];
}

interface PlacedWidget extends Widget {
  x: number;
  y: number;
  width: number;
  height: number;
}

const columns = 24;

/** Widgets at their places: rows from the top, in each row from the left. */
export function grid(rows: Row[]): PlacedWidget[] {
  const placed: PlacedWidget[] = [];
  let y = 0;
  for (const { height, widgets } of rows) {
    const width = Math.floor(columns / widgets.length);
    placed.push(...widgets.map((widget, at) => ({ ...widget, x: at * width, y, width, height })));
    y += height;
  }
  return placed;
}
