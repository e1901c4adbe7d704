import * as pulumi from "@pulumi/pulumi";
import { budget } from "./budget.ts";
import { type MetricAlarmsArgs, metricAlarms } from "./metric-alarms.ts";
import { type TaskRules, taskEvents } from "./task-events.ts";
import { alarmTopic } from "./topic.ts";

export interface AlarmsArgs extends Omit<MetricAlarmsArgs, "topicArn"> {
  accountId: pulumi.Input<string>;
  /** The ECS cluster. */
  clusterArn: pulumi.Input<string>;
  alarmEmail: string;
  /** US dollars; 0 for no budget. */
  monthlyBudgetUsd: number;
}

/** Says when the job fails, doesn't start, doesn't run, leaves out data, or when money is spent for nothing. docs/aws.md has a remedy for each. */
export class Alarms extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;
  /** Of the alarms over metrics. */
  readonly alarmArns: pulumi.Output<string>[];
  readonly taskRuleNames: TaskRules;

  constructor(name: string, args: AlarmsArgs, opts: pulumi.ComponentResourceOptions) {
    super("sparkify:alarms:Alarms", name, {}, opts);
    const parent = { parent: this };
    const topic = alarmTopic(name, args, parent);
    this.taskRuleNames = taskEvents(name, { clusterArn: args.clusterArn, topicArn: topic.arn }, parent);
    this.alarmArns = metricAlarms(name, { ...args, topicArn: topic.arn }, parent);
    if (args.monthlyBudgetUsd > 0) {
      budget(name, { monthlyBudgetUsd: args.monthlyBudgetUsd, topicArn: topic.arn }, parent);
    }
    this.topicArn = topic.arn;
    this.registerOutputs();
  }
}
