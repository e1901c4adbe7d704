import type * as pulumi from "@pulumi/pulumi";
import type { Widget } from "./grid.ts";

export interface Line {
  namespace: string;
  metricName: string;
  dimensions: Record<string, pulumi.Input<string>>;
  label: string;
  stat: "Average" | "Maximum" | "Sum";
  /** Left if it isn't said. */
  yAxis?: "right";
}

export interface ChartArgs {
  region: string;
  title: string;
  /** Seconds. */
  period: number;
  lines: Line[];
}

/** Metrics over time, each axis from 0. */
export function chart({ region, title, period, lines }: ChartArgs): Widget {
  return {
    type: "metric",
    properties: {
      region,
      title,
      view: "timeSeries",
      period,
      yAxis: { left: { min: 0 }, right: { min: 0 } },
      metrics: lines.map(({ namespace, metricName, dimensions, ...shown }) => [
        namespace,
        metricName,
        ...Object.entries(dimensions).flat(),
        shown,
      ]),
    },
  };
}
