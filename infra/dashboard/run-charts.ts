import type * as pulumi from "@pulumi/pulumi";
import { type RunMetricName, runMetric } from "../etl/run-metric.ts";
import { chart, type Line } from "./chart.ts";
import type { Row } from "./grid.ts";

const hour = 3600;

export interface RunChartsArgs {
  region: string;
  databaseName: string;
  /** The event rules that tell of a task that failed, and of one that did not start. */
  taskRuleNames: { exitCode: pulumi.Input<string>; notStarted: pulumi.Input<string> };
}

/** How runs went, and what they did, hour by hour. An hour without a run has no point. */
export function runCharts({ region, databaseName, taskRuleNames }: RunChartsArgs): Row[] {
  const draw = (title: string, lines: Line[]) => chart({ region, title, period: hour, lines });
  const metric = (name: RunMetricName) => runMetric(name, databaseName);
  const told = (RuleName: pulumi.Input<string>) => ({
    namespace: "AWS/Events",
    metricName: "Invocations",
    dimensions: { RuleName },
    stat: "Sum" as const,
  });
  const went = [
    draw("Tasks that went wrong", [
      { ...told(taskRuleNames.exitCode), label: "failed" },
      { ...told(taskRuleNames.notStarted), label: "did not start" },
    ]),
    draw("Duration of a run", [{ ...metric("Duration"), label: "longest", stat: "Maximum" }]),
    draw("Lag behind the newest event", [{ ...metric("Lag"), label: "at the run's end", stat: "Maximum" }]),
  ];
  const did = [
    draw("Files loaded", [
      { ...metric("Files"), label: "files", stat: "Sum" },
      { ...metric("Bytes"), label: "bytes", stat: "Sum", yAxis: "right" },
    ]),
    draw("Rows", [
      { ...metric("EventsStaged"), label: "events loaded", stat: "Sum" },
      { ...metric("SongsStaged"), label: "songs loaded", stat: "Sum" },
      { ...metric("Plays"), label: "plays in the warehouse", stat: "Maximum", yAxis: "right" },
    ]),
    draw("Objects left out", [{ ...metric("Rejects"), label: "objects", stat: "Sum" }]),
  ];
  return [
    { height: 6, widgets: went },
    { height: 6, widgets: did },
  ];
}
