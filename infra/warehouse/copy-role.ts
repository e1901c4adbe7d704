import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../iam/policy-document.ts";
import { listAndRead, readSources, type Sources, write } from "../iam/s3-statements.ts";
import { type ServiceRole, serviceRole } from "../iam/service-role.ts";
import { lakePrefix, workPrefix } from "../lake/lake.ts";

type Trust = NonNullable<Statement["Condition"]>;

export interface CopyRoleArgs {
  region: string;
  accountId: pulumi.Input<string>;
  clusterIdentifier: string;
  adminUser: string;
  sources: Sources;
  bucketArn: pulumi.Input<string>;
  permissionsBoundaryArn: string;
}

/** The role that COPY and UNLOAD name. */
export function copyRole(name: string, args: CopyRoleArgs, opts: { parent: pulumi.Resource }): ServiceRole {
  return serviceRole(
    `${name}-copy`,
    {
      service: "redshift.amazonaws.com",
      trust: copyTrust(args),
      statements: copyStatements(args.sources, args.bucketArn),
      permissionsBoundaryArn: args.permissionsBoundaryArn,
    },
    opts,
  );
}

/**
 * What COPY and UNLOAD may do: read the sources and a run's parts, write (and list, as UNLOAD does first) the lake.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-access-permissions.html
 */
function copyStatements(sources: Sources, bucketArn: pulumi.Input<string>): Statement[] {
  const lake = { bucketArn, key: lakePrefix };
  return [
    ...readSources(sources),
    ...listAndRead("Work", { bucketArn, key: workPrefix }),
    ...listAndRead("Lake", lake),
    write("Lake", lake),
    {
      Sid: "FindBucket",
      Effect: "Allow",
      Action: "s3:GetBucketLocation",
      Resource: bucketArn,
    },
  ];
}

/**
 * Only this cluster, and in it only this database user, may borrow the role.
 * https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service-database-users.html
 */
function copyTrust({ region, accountId, clusterIdentifier, adminUser }: CopyRoleArgs): Trust {
  const dbuser = pulumi.interpolate`arn:aws:redshift:${region}:${accountId}:dbuser:${clusterIdentifier}/${adminUser}`;
  return { StringEquals: { "sts:ExternalId": dbuser } };
}
