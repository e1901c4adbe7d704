import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "./policy-document.ts";

export interface ServiceRoleArgs {
  /** Who may assume it, for example `ecs-tasks.amazonaws.com`. */
  service: string;
  /** What the trust is bound to (the confused deputy problem); `{}` only where AWS documents no condition. */
  trust: NonNullable<Statement["Condition"]>;
  /** What it may do. */
  statements: Statement[];
  permissionsBoundaryArn: string;
}

export interface ServiceRole {
  arn: pulumi.Output<string>;
  /** Depend on it where the role is used at once: a role without its policy fails the first call. */
  policy: aws.iam.RolePolicy;
}

/** A role for one AWS service with one inline policy. */
export function serviceRole(
  name: string,
  args: ServiceRoleArgs,
  opts: pulumi.CustomResourceOptions,
): ServiceRole {
  const { service, trust, statements, permissionsBoundaryArn } = args;
  const role = new aws.iam.Role(
    name,
    {
      assumeRolePolicy: policyDocument([
        {
          Sid: "Assume",
          Effect: "Allow",
          Principal: { Service: service },
          Action: "sts:AssumeRole",
          ...(Object.keys(trust).length > 0 ? { Condition: trust } : {}),
        },
      ]),
      permissionsBoundary: permissionsBoundaryArn || undefined,
    },
    opts,
  );
  const policy = new aws.iam.RolePolicy(name, { role: role.name, policy: policyDocument(statements) }, opts);
  return { arn: role.arn, policy };
}
