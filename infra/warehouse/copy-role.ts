import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../iam/policy-document.ts";
import { listAndRead, readSources, type Sources, write } from "../iam/s3-statements.ts";
import { lakePrefix, workPrefix } from "../lake/lake.ts";

/**
 * What COPY and UNLOAD may do: read the sources and a run's parts, write (and list, as UNLOAD does first) the lake.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-access-permissions.html
 */
export function copyStatements(sources: Sources, bucketArn: pulumi.Input<string>): Statement[] {
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

export interface Borrower {
  region: string;
  accountId: pulumi.Input<string>;
  clusterIdentifier: string;
  databaseUser: string;
}

/**
 * Only this cluster, and in it only this database user, may borrow the role.
 * https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service-database-users.html
 */
export function copyTrust(borrower: Borrower): NonNullable<Statement["Condition"]> {
  const { region, accountId, clusterIdentifier, databaseUser } = borrower;
  const dbuser = pulumi.interpolate`arn:aws:redshift:${region}:${accountId}:dbuser:${clusterIdentifier}/${databaseUser}`;
  return { StringEquals: { "sts:ExternalId": dbuser } };
}
