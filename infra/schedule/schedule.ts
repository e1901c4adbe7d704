import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { serviceRole } from "../iam/service-role.ts";
import { schedulerStatements, schedulerTrust } from "./scheduler-role.ts";

const twoWeeks = 14 * 24 * 3600;

export interface ScheduleArgs {
  region: string;
  accountId: pulumi.Input<string>;
  /** `rate(…)` or `cron(…)`, and the zone of the latter. */
  scheduleExpression: string;
  scheduleTimezone: string;
  scheduleEnabled: boolean;
  /** What to run, and where. */
  clusterArn: pulumi.Input<string>;
  family: string;
  taskDefinitionArn: pulumi.Input<string>;
  roleArns: pulumi.Input<string>[];
  subnetIds: pulumi.Input<string[]>;
  securityGroupId: pulumi.Input<string>;
  permissionsBoundaryArn: string;
}

/** Runs the job by the clock. A start that AWS refuses is tried again, then goes to the dead-letter queue. */
export class Schedule extends pulumi.ComponentResource {
  readonly groupName: pulumi.Output<string>;
  readonly deadLetterQueueName: pulumi.Output<string>;

  constructor(name: string, args: ScheduleArgs, opts: pulumi.ComponentResourceOptions) {
    super("sparkify:schedule:Schedule", name, {}, opts);
    const parent = { parent: this };
    const group = new aws.scheduler.ScheduleGroup(name, {}, parent);
    const deadLetters = new aws.sqs.Queue(
      `${name}-dead-letters`,
      { sqsManagedSseEnabled: true, messageRetentionSeconds: twoWeeks },
      parent,
    );
    const role = serviceRole(
      `${name}-scheduler`,
      {
        service: "scheduler.amazonaws.com",
        trust: schedulerTrust(args.accountId, group.arn),
        statements: schedulerStatements({ ...args, deadLetterQueueArn: deadLetters.arn }),
        permissionsBoundaryArn: args.permissionsBoundaryArn,
      },
      parent,
    );
    const ends = { roleArn: role.arn, deadLetterQueueArn: deadLetters.arn };
    new aws.scheduler.Schedule(
      name,
      {
        groupName: group.name,
        scheduleExpression: args.scheduleExpression,
        scheduleExpressionTimezone: args.scheduleTimezone,
        state: args.scheduleEnabled ? "ENABLED" : "DISABLED",
        flexibleTimeWindow: { mode: "OFF" },
        target: runTask(args, ends),
      },
      { ...parent, dependsOn: [role.policy] },
    );
    this.groupName = group.name;
    this.deadLetterQueueName = deadLetters.name;
    this.registerOutputs();
  }
}

function runTask(
  args: ScheduleArgs,
  ends: { roleArn: pulumi.Input<string>; deadLetterQueueArn: pulumi.Input<string> },
): aws.types.input.scheduler.ScheduleTarget {
  return {
    arn: args.clusterArn,
    roleArn: ends.roleArn,
    ecsParameters: {
      taskDefinitionArn: args.taskDefinitionArn,
      launchType: "FARGATE",
      networkConfiguration: {
        subnets: args.subnetIds,
        securityGroups: [args.securityGroupId],
        assignPublicIp: false,
      },
    },
    // AWS would go on for a day, 185 times: the next run makes up for a missed one, and an alarm tells of it.
    retryPolicy: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 3600 },
    deadLetterConfig: { arn: ends.deadLetterQueueArn },
  };
}
