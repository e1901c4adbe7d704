import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../iam/policy-document.ts";
import { listAndRead, readSources, remove, type Sources, write } from "../iam/s3-statements.ts";
import { lakePrefix, workPrefix } from "../lake/lake.ts";

/**
 * Tasks of this account and region only. ECS can't bind it to one cluster:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export function tasksTrust(
  region: string,
  accountId: pulumi.Input<string>,
): NonNullable<Statement["Condition"]> {
  return {
    StringEquals: { "aws:SourceAccount": accountId },
    ArnLike: { "aws:SourceArn": pulumi.interpolate`arn:aws:ecs:${region}:${accountId}:*` },
  };
}

/**
 * What the job itself does: read the sources, keep its parts and manifests under the work prefix, and in the lake, whose
 * Parquet files UNLOAD writes, move the pointer and remove what it no longer names.
 */
export function jobStatements(sources: Sources, bucketArn: pulumi.Input<string>): Statement[] {
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

export interface ExecutionArgs {
  repositoryArn: pulumi.Input<string>;
  logGroupArn: pulumi.Input<string>;
  secretArn: pulumi.Input<string>;
}

/** What Fargate does before the job starts: pull its image, open its log, read its password. */
export function executionStatements(args: ExecutionArgs): Statement[] {
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
