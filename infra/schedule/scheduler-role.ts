import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../iam/policy-document.ts";

/**
 * Schedules of this group only: AWS binds the trust to the group, not to the schedule.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
export function schedulerTrust(
  accountId: pulumi.Input<string>,
  groupArn: pulumi.Input<string>,
): NonNullable<Statement["Condition"]> {
  return { StringEquals: { "aws:SourceAccount": accountId, "aws:SourceArn": groupArn } };
}

export interface SchedulerStatementsArgs {
  region: string;
  accountId: pulumi.Input<string>;
  clusterArn: pulumi.Input<string>;
  family: string;
  roleArns: pulumi.Input<string>[];
  deadLetterQueueArn: pulumi.Input<string>;
}

/** Run this family in this cluster, hand ECS the task's two roles, and say what could not be run. */
export function schedulerStatements(args: SchedulerStatementsArgs): Statement[] {
  const { region, accountId, family } = args;
  return [
    {
      Sid: "RunTask",
      Effect: "Allow",
      Action: "ecs:RunTask",
      // Any revision: a run that starts while an update registers a new one must not fail.
      Resource: pulumi.interpolate`arn:aws:ecs:${region}:${accountId}:task-definition/${family}:*`,
      Condition: { ArnEquals: { "ecs:cluster": args.clusterArn } },
    },
    {
      Sid: "PassTaskRoles",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: args.roleArns,
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
    {
      Sid: "SendDeadLetter",
      Effect: "Allow",
      Action: "sqs:SendMessage",
      Resource: args.deadLetterQueueArn,
    },
  ];
}
