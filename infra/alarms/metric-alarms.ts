import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

const hour = 3600;

export interface MetricAlarmsArgs {
  topicArn: pulumi.Input<string>;
  deadLetterQueueName: pulumi.Input<string>;
  scheduleGroupName: pulumi.Input<string>;
  clusterIdentifier: pulumi.Input<string>;
  logGroupName: pulumi.Input<string>;
  maxHoursWithoutRun: number;
  scheduleEnabled: boolean;
}

type AlarmArgs = Omit<aws.cloudwatch.MetricAlarmArgs, "alarmActions" | "okActions">;

/** The alarms over metrics. Each name is the heading in docs/aws.md that says what to do. */
export function metricAlarms(name: string, args: MetricAlarmsArgs, opts: { parent: pulumi.Resource }): void {
  const topic = { alarmActions: [args.topicArn], okActions: [args.topicArn] };
  const alarm = (what: string, rest: AlarmArgs) =>
    new aws.cloudwatch.MetricAlarm(`${name}-${what}`, { ...rest, ...topic }, opts);

  alarm("dead-letter", {
    alarmDescription: "A scheduled start was given up. What to do: docs/aws.md, dead-letter",
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: args.deadLetterQueueName },
    statistic: "Maximum",
    period: 300,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    treatMissingData: "notBreaching",
  });
  alarm("schedule-errors", {
    alarmDescription: "AWS refused a scheduled start. What to do: docs/aws.md, schedule-errors",
    namespace: "AWS/Scheduler",
    metricName: "TargetErrorCount",
    dimensions: { ScheduleGroup: args.scheduleGroupName },
    statistic: "Sum",
    period: 300,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    treatMissingData: "notBreaching",
  });
  alarm("idle-cluster", {
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
  noRunAlarm(name, args, alarm, opts);
}

/**
 * The dead man's switch: no run has finished for N hours, for whatever reason, one nobody thought of included. In alarm
 * from the start until the first run.
 */
function noRunAlarm(
  name: string,
  args: MetricAlarmsArgs,
  alarm: (what: string, rest: AlarmArgs) => void,
  opts: { parent: pulumi.Resource },
): void {
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
  alarm("no-run", {
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
