import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { grid, type Widget } from "./grid.ts";
import { type RunChartsArgs, runCharts } from "./run-charts.ts";
import { type WarehouseChartsArgs, warehouseCharts } from "./warehouse-charts.ts";

export interface DashboardArgs extends RunChartsArgs, WarehouseChartsArgs {
  logGroupName: pulumi.Input<string>;
  alarmArns: pulumi.Input<string>[];
}

/** One page in the console's CloudWatch: the alarms, two weeks of runs and of the cluster, and the last runs' log lines. */
export class Dashboard extends pulumi.ComponentResource {
  /** Of the page in the console. */
  readonly dashboardUrl: pulumi.Output<string>;

  constructor(name: string, args: DashboardArgs, opts: pulumi.ComponentResourceOptions) {
    super("sparkify:dashboard:Dashboard", name, {}, opts);
    const { region } = args;
    const alarms: Widget = { type: "alarm", properties: { title: "Alarms", alarms: args.alarmArns } };
    const body = {
      start: "-P14D",
      periodOverride: "inherit", // or a wide view would add up runs of several hours
      widgets: grid([
        { height: 3, widgets: [alarms] },
        ...runCharts(args),
        warehouseCharts(args),
        { height: 8, widgets: [lastRuns(args)] },
      ]),
    };
    const dashboard = new aws.cloudwatch.Dashboard(
      name,
      { dashboardName: name, dashboardBody: pulumi.jsonStringify(body) },
      { parent: this },
    );
    this.dashboardUrl = pulumi.interpolate`https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboard.dashboardName}`;
    this.registerOutputs();
  }
}

/** The lines with which runs ended, the newest first: a failed one says why. */
function lastRuns({ region, logGroupName }: DashboardArgs): Widget {
  const query = [
    pulumi.interpolate`SOURCE '${logGroupName}'`,
    "fields @timestamp, msg, status, files, rejected, rows.songplays, exitCode, error.message",
    'filter msg in ["run finished", "run failed", "lake failed"]',
    "sort @timestamp desc",
    "limit 50",
  ];
  return {
    type: "log",
    properties: {
      region,
      title: "Last runs",
      view: "table",
      query: pulumi.all(query).apply((steps) => steps.join(" | ")),
    },
  };
}
