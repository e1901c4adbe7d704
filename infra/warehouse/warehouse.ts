import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Sources } from "../iam/s3-statements.ts";
import { serviceRole } from "../iam/service-role.ts";
import { copyStatements, copyTrust } from "./copy-role.ts";
import { pauseResume } from "./pause-resume.ts";

const auditLogs = ["connectionlog", "useractivitylog", "userlog"];

export interface WarehouseArgs {
  region: string;
  accountId: pulumi.Input<string>;
  nodeType: string;
  numberOfNodes: number;
  databaseName: string;
  adminUser: string;
  port: number;
  /** A new VPC means a new cluster, as the three above do. */
  vpcId: string;
  subnetIds: pulumi.Input<string[]>;
  securityGroupId: pulumi.Input<string>;
  /** What COPY reads; the bucket is where it reads parts and UNLOAD writes. */
  sources: Sources;
  bucketArn: pulumi.Input<string>;
  snapshotRetentionDays: number;
  logRetentionDays: number;
  /** `cron(…)` in UTC, or "" for a cluster that is always awake. */
  pauseCron: string;
  resumeCron: string;
  disposable: boolean;
  /** Lifts the protection, so that one update may replace the cluster. */
  allowReplace: boolean;
  permissionsBoundaryArn: string;
}

/** The Redshift cluster: private, encrypted, TLS only, audited, its admin password kept by AWS. */
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
    const { region, accountId, databaseName, adminUser, port, permissionsBoundaryArn } = args;

    const copyRole = serviceRole(
      `${name}-copy`,
      {
        service: "redshift.amazonaws.com",
        trust: copyTrust({ region, accountId, clusterIdentifier: name, databaseUser: adminUser }),
        statements: copyStatements(args.sources, args.bucketArn),
        permissionsBoundaryArn,
      },
      parent,
    );
    // Redshift would make these groups itself at the first entry, with no retention, and leave them behind: they come
    // before the cluster and go after it.
    const auditLogGroups = auditLogs.map(
      (log) =>
        new aws.cloudwatch.LogGroup(
          `${name}-${log}`,
          { name: `/aws/redshift/cluster/${name}/${log}`, retentionInDays: args.logRetentionDays },
          parent,
        ),
    );
    const subnetGroup = new aws.redshift.SubnetGroup(
      name,
      { subnetIds: args.subnetIds },
      // A new cluster gets a new group, and with the group's random suffix a final snapshot whose name none before had.
      { ...parent, replacementTrigger: [databaseName, adminUser, port, args.vpcId] },
    );
    const parameterGroup = new aws.redshift.ParameterGroup(
      name,
      {
        family: "redshift-2.0",
        parameters: [
          { name: "require_ssl", value: "true" },
          { name: "enable_user_activity_logging", value: "true" },
        ],
      },
      parent,
    );

    const cluster = new aws.redshift.Cluster(
      name,
      {
        clusterIdentifier: name,
        clusterType: args.numberOfNodes === 1 ? "single-node" : "multi-node",
        nodeType: args.nodeType,
        numberOfNodes: args.numberOfNodes,
        databaseName,
        masterUsername: adminUser,
        manageMasterPassword: true,
        port,
        clusterSubnetGroupName: subnetGroup.name,
        clusterParameterGroupName: parameterGroup.name,
        vpcSecurityGroupIds: [args.securityGroupId],
        publiclyAccessible: false,
        enhancedVpcRouting: true,
        encrypted: "true",
        iamRoles: [copyRole.arn],
        automatedSnapshotRetentionPeriod: args.snapshotRetentionDays,
        skipFinalSnapshot: args.disposable,
        finalSnapshotIdentifier: args.disposable ? undefined : pulumi.interpolate`${subnetGroup.name}-final`,
      },
      {
        ...parent,
        dependsOn: [copyRole.policy, ...auditLogGroups],
        protect: !args.disposable && !args.allowReplace,
        deleteBeforeReplace: true, // its identifier is fixed: two can't stand side by side
      },
    );
    new aws.redshift.Logging(
      name,
      { clusterIdentifier: cluster.id, logDestinationType: "cloudwatch", logExports: auditLogs },
      // A new cluster has the identifier of the old one, and its logging is off until it is switched on again.
      { ...parent, replaceWith: [cluster] },
    );
    if (args.pauseCron !== "") {
      const { pauseCron, resumeCron } = args;
      const sleeper = { clusterIdentifier: cluster.id, clusterArn: cluster.arn };
      pauseResume(name, { ...sleeper, pauseCron, resumeCron, permissionsBoundaryArn }, parent);
    }

    this.clusterId = cluster.id;
    this.host = cluster.dnsName;
    this.secretArn = cluster.masterPasswordSecretArn;
    this.copyRoleArn = copyRole.arn;
    this.registerOutputs();
  }
}
