import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../iam/policy-document.ts";
import { listAndRead, readSources, remove, type Sources, write } from "../iam/s3-statements.ts";
import { type ServiceRole, serviceRole } from "../iam/service-role.ts";
import { lakePrefix, workPrefix } from "../lake/lake.ts";

export interface TaskRolesArgs {
  region: string;
  accountId: pulumi.Input<string>;
  sources: Sources;
  bucketArn: pulumi.Input<string>;
  repositoryArn: pulumi.Input<string>;
  logGroupArn: pulumi.Input<string>;
  secretArn: pulumi.Input<string>;
  permissionsBoundaryArn: string;
}

/** The role of the job in its task, and the one with which Fargate starts it. */
export function taskRoles(
  name: string,
  args: TaskRolesArgs,
  opts: { parent: pulumi.Resource },
): { task: ServiceRole; execution: ServiceRole } {
  const { region, accountId, permissionsBoundaryArn } = args;
  const shared = {
    service: "ecs-tasks.amazonaws.com",
    trust: tasksTrust(region, accountId),
    permissionsBoundaryArn,
  };
  const statements = jobStatements(args.sources, args.bucketArn);
  return {
    task: serviceRole(`${name}-task`, { ...shared, statements }, opts),
    execution: serviceRole(`${name}-execution`, { ...shared, statements: executionStatements(args) }, opts),
  };
}

/**
 * Tasks of this account and region only. ECS can't bind it to one cluster:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
function tasksTrust(region: string, accountId: pulumi.Input<string>): NonNullable<Statement["Condition"]> {
  return {
    StringEquals: { "aws:SourceAccount": accountId },
    ArnLike: { "aws:SourceArn": pulumi.interpolate`arn:aws:ecs:${region}:${accountId}:*` },
  };
}

/**
 * What the job itself does: read the sources, keep its parts and manifests under the work prefix, and in the lake, whose
 * Parquet files UNLOAD writes, move the pointer and remove what it no longer names.
 */
function jobStatements(sources: Sources, bucketArn: pulumi.Input<string>): Statement[] {
  const work = { bucketArn, key: workPrefix };
  const lake = { bucketArn, key: lakePrefix };
  return [
    ...readSources(sources),
    ...listAndRead("Work", work),
    write("Work", work),
    remove("Work", work),
    ...listAndRead("Lake", lake),
    {
      Sid: "MoveLakePointer",
      Effect: "Allow",
      Action: "s3:PutObject",
      Resource: pulumi.interpolate`${bucketArn}/${lakePrefix}_current.json`,
    },
    remove("Lake", lake),
  ];
}

/** What Fargate does before the job starts: pull its image, open its log, read its password. */
function executionStatements(args: TaskRolesArgs): Statement[] {
  return [
    {
      Sid: "LogInToEcr",
      Effect: "Allow",
      Action: "ecr:GetAuthorizationToken",
      Resource: "*", // the action has no resource
    },
    {
      Sid: "PullImage",
      Effect: "Allow",
      Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Resource: args.repositoryArn,
    },
    {
      Sid: "WriteLog",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: pulumi.interpolate`${args.logGroupArn}:*`,
    },
    {
      Sid: "ReadPassword",
      Effect: "Allow",
      Action: "secretsmanager:GetSecretValue",
      Resource: args.secretArn,
    },
  ];
}
