import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

const logs = ["connectionlog", "useractivitylog", "userlog"];

/**
 * Groups for the audit log of the cluster `name`. Redshift would make them itself at the first entry, with no
 * retention, and leave them behind: so they come before the cluster, and go after it.
 */
export function auditLogGroups(
  name: string,
  { logRetentionDays }: { logRetentionDays: number },
  opts: { parent: pulumi.Resource },
): aws.cloudwatch.LogGroup[] {
  return logs.map(
    (log) =>
      new aws.cloudwatch.LogGroup(
        `${name}-${log}`,
        { name: `/aws/redshift/cluster/${name}/${log}`, retentionInDays: logRetentionDays },
        opts,
      ),
  );
}

/** Has the cluster write them. */
export function auditLog(
  name: string,
  { cluster }: { cluster: aws.redshift.Cluster },
  opts: { parent: pulumi.Resource },
): void {
  new aws.redshift.Logging(
    name,
    { clusterIdentifier: cluster.id, logDestinationType: "cloudwatch", logExports: logs },
    // A new cluster has the identifier of the old one, and its logging is off until it is switched on again.
    { ...opts, replaceWith: [cluster] },
  );
}
