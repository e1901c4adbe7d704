import * as pulumi from "@pulumi/pulumi";
import { auditLog, auditLogGroups } from "./audit-log.ts";
import { type ClusterArgs, cluster } from "./cluster.ts";
import { type CopyRoleArgs, copyRole } from "./copy-role.ts";
import { pauseResume } from "./pause-resume.ts";

export interface WarehouseArgs
  extends Omit<CopyRoleArgs, "clusterIdentifier">,
    Omit<ClusterArgs, "roleArn" | "dependsOn"> {
  logRetentionDays: number;
  /** `cron(…)` in UTC, or "" for a cluster that is always awake. */
  pauseCron: string;
  resumeCron: string;
}

/** The Redshift cluster with what belongs to it: the role of COPY and UNLOAD, the audit log, its hours of sleep. */
export class Warehouse extends pulumi.ComponentResource {
  readonly clusterId: pulumi.Output<string>;
  /** Host name without the port. */
  readonly host: pulumi.Output<string>;
  /** The managed secret with the keys `username` and `password`. */
  readonly secretArn: pulumi.Output<string>;
  /** For COPY and UNLOAD. */
  readonly copyRoleArn: pulumi.Output<string>;

  constructor(name: string, args: WarehouseArgs, opts: pulumi.ComponentResourceOptions) {
    super("sparkify:warehouse:Warehouse", name, {}, opts);
    const parent = { parent: this };
    const role = copyRole(name, { ...args, clusterIdentifier: name }, parent);
    const logGroups = auditLogGroups(name, args, parent);
    const dependsOn = [role.policy, ...logGroups];
    const made = cluster(name, { ...args, roleArn: role.arn, dependsOn }, parent);
    auditLog(name, { cluster: made }, parent);
    if (args.pauseCron !== "") {
      pauseResume(name, { ...args, clusterIdentifier: made.id, clusterArn: made.arn }, parent);
    }

    this.clusterId = made.id;
    this.host = made.dnsName;
    this.secretArn = made.masterPasswordSecretArn;
    this.copyRoleArn = role.arn;
    this.registerOutputs();
  }
}
