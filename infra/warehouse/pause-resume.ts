import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { serviceRole } from "../iam/service-role.ts";

export interface PauseResumeArgs {
  clusterIdentifier: pulumi.Input<string>;
  clusterArn: pulumi.Input<string>;
  /** `cron(…)` in UTC. */
  pauseCron: string;
  resumeCron: string;
  permissionsBoundaryArn: string;
}

/** Lets the cluster sleep by the clock: a paused cluster costs storage only. */
export function pauseResume(name: string, args: PauseResumeArgs, opts: { parent: pulumi.Resource }): void {
  const role = serviceRole(
    `${name}-pause-resume`,
    {
      service: "scheduler.redshift.amazonaws.com",
      trust: {}, // AWS documents no condition for this service
      statements: [
        {
          Sid: "PauseAndResume",
          Effect: "Allow",
          Action: ["redshift:PauseCluster", "redshift:ResumeCluster"],
          Resource: args.clusterArn,
        },
      ],
      permissionsBoundaryArn: args.permissionsBoundaryArn,
    },
    opts,
  );
  const target = { clusterIdentifier: args.clusterIdentifier };
  const afterPolicy = { ...opts, dependsOn: [role.policy] };
  new aws.redshift.ScheduledAction(
    `${name}-pause`,
    { iamRole: role.arn, schedule: args.pauseCron, targetAction: { pauseCluster: target } },
    afterPolicy,
  );
  new aws.redshift.ScheduledAction(
    `${name}-resume`,
    { iamRole: role.arn, schedule: args.resumeCron, targetAction: { resumeCluster: target } },
    afterPolicy,
  );
}
