import type * as pulumi from "@pulumi/pulumi";
import { chart, type Line } from "./chart.ts";
import type { Row } from "./grid.ts";

export interface WarehouseChartsArgs {
  region: string;
  clusterIdentifier: pulumi.Input<string>;
}

/** How busy and how full the cluster is. While it is paused there are no points. */
export function warehouseCharts({ region, clusterIdentifier }: WarehouseChartsArgs): Row {
  const draw = (title: string, metricName: string, shown: Pick<Line, "label" | "stat">) =>
    chart({
      region,
      title,
      period: 300,
      lines: [
        {
          namespace: "AWS/Redshift",
          metricName,
          dimensions: { ClusterIdentifier: clusterIdentifier },
          ...shown,
        },
      ],
    });
  return {
    height: 6,
    widgets: [
      draw("Redshift: CPU", "CPUUtilization", { label: "% of all nodes", stat: "Average" }),
      draw("Redshift: connections", "DatabaseConnections", { label: "connections", stat: "Maximum" }),
      draw("Redshift: storage", "PercentageDiskSpaceUsed", { label: "% used", stat: "Maximum" }),
    ],
  };
}
