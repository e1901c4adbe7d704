import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { runMetric } from "../etl/run-metric.ts";

const hour = 3600;

export interface MetricAlarmsArgs {
  topicArn: pulumi.Input<string>;
  deadLetterQueueName: pulumi.Input<string>;
  scheduleGroupName: pulumi.Input<string>;
  clusterIdentifier: pulumi.Input<string>;
  logGroupName: pulumi.Input<string>;
  databaseName: string;
  maxHoursWithoutRun: number;
  scheduleEnabled: boolean;
}

type AlarmArgs = Omit<aws.cloudwatch.MetricAlarmArgs, "alarmActions" | "okActions">;

/** Sounds within minutes of the first one; no data is none. */
const atTheFirst = {
  period: 300,
  evaluationPeriods: 1,
  comparisonOperator: "GreaterThanThreshold",
  threshold: 0,
  treatMissingData: "notBreaching",
};

/** The alarms over metrics; gives their ARNs. Each name is the heading in docs/aws.md that says what to do. */
export function metricAlarms(
  name: string,
  args: MetricAlarmsArgs,
  opts: { parent: pulumi.Resource },
): pulumi.Output<string>[] {
  const topic = { alarmActions: [args.topicArn], okActions: [args.topicArn] };
  const alarm = (what: string, rest: AlarmArgs) =>
    new aws.cloudwatch.MetricAlarm(`${name}-${what}`, { ...rest, ...topic }, opts);

  const deadLetter = alarm("dead-letter", {
    alarmDescription: "A scheduled start was given up. What to do: docs/aws.md, dead-letter",
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: args.deadLetterQueueName },
    statistic: "Maximum",
    ...atTheFirst,
  });
  const scheduleErrors = alarm("schedule-errors", {
    alarmDescription: "AWS refused a scheduled start. What to do: docs/aws.md, schedule-errors",
    namespace: "AWS/Scheduler",
    metricName: "TargetErrorCount",
    dimensions: { ScheduleGroup: args.scheduleGroupName },
    statistic: "Sum",
    ...atTheFirst,
  });
  const rejectedObjects = alarm("rejected-objects", {
    alarmDescription: "A run left out bad objects. What to do: docs/aws.md, rejected-objects",
    ...runMetric("Rejects", args.databaseName),
    statistic: "Sum",
    ...atTheFirst,
  });
  const idleCluster = alarm("idle-cluster", {
    alarmDescription: "The cluster runs and nobody connects. What to do: docs/aws.md, idle-cluster",
    namespace: "AWS/Redshift",
    metricName: "DatabaseConnections",
    dimensions: { ClusterIdentifier: args.clusterIdentifier },
    statistic: "Maximum",
    period: hour,
    evaluationPeriods: args.maxHoursWithoutRun,
    comparisonOperator: "LessThanThreshold",
    threshold: 1,
    treatMissingData: "notBreaching", // a paused cluster is silent, and costs little
  });
  const noRun = noRunAlarm(name, args, alarm, opts);
  return [noRun, deadLetter, scheduleErrors, rejectedObjects, idleCluster].map(({ arn }) => arn);
}

/**
 * The dead man's switch: no run has finished for N hours, for whatever reason, one nobody thought of included. In alarm
 * from the start until the first run.
 */
function noRunAlarm(
  name: string,
  args: MetricAlarmsArgs,
  alarm: (what: string, rest: AlarmArgs) => aws.cloudwatch.MetricAlarm,
  opts: { parent: pulumi.Resource },
): aws.cloudwatch.MetricAlarm {
  const metric = { namespace: name, name: "RunsFinished" };
  new aws.cloudwatch.LogMetricFilter(
    `${name}-run-finished`,
    {
      logGroupName: args.logGroupName,
      pattern: '{ $.msg = "run finished" }',
      metricTransformation: { ...metric, value: "1", unit: "Count" },
    },
    opts,
  );
  return alarm("no-run", {
    alarmDescription: `No run finished in ${args.maxHoursWithoutRun} hours. What to do: docs/aws.md, no-run`,
    metricQueries: [
      {
        id: "runs",
        metric: {
          namespace: metric.namespace,
          metricName: metric.name,
          stat: "Sum",
          period: hour,
        },
      },
      // Hours without a log line have no data point at all: they count as 0.
      { id: "filled", expression: "FILL(runs, 0)", label: "Runs finished", returnData: true },
    ],
    evaluationPeriods: args.maxHoursWithoutRun,
    comparisonOperator: "LessThanThreshold",
    threshold: 1,
    treatMissingData: "breaching",
    actionsEnabled: args.scheduleEnabled,
  });
}
