import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface ClusterArgs {
  nodeType: string;
  numberOfNodes: number;
  databaseName: string;
  adminUser: string;
  port: number;
  /** A new VPC means a new cluster, as the three above do. */
  vpcId: string;
  subnetIds: pulumi.Input<string[]>;
  securityGroupId: pulumi.Input<string>;
  snapshotRetentionDays: number;
  /** Whether destroy may delete the cluster without a final snapshot. */
  disposable: boolean;
  /** Lifts the protection, so that one update may replace the cluster. */
  allowReplace: boolean;
  roleArn: pulumi.Input<string>;
  dependsOn: pulumi.Resource[];
}

/** The cluster with its subnets and parameters: private, encrypted, TLS only, its admin password kept by AWS. */
export function cluster(
  name: string,
  args: ClusterArgs,
  opts: { parent: pulumi.Resource },
): aws.redshift.Cluster {
  const { numberOfNodes, databaseName, adminUser, port, disposable } = args;
  const subnetGroup = new aws.redshift.SubnetGroup(
    name,
    { subnetIds: args.subnetIds },
    // A new cluster gets a new group, and with the group's random suffix a final snapshot whose name none before had.
    { ...opts, replacementTrigger: [databaseName, adminUser, port, args.vpcId] },
  );
  return new aws.redshift.Cluster(
    name,
    {
      clusterIdentifier: name,
      clusterType: numberOfNodes === 1 ? "single-node" : "multi-node",
      nodeType: args.nodeType,
      numberOfNodes,
      databaseName,
      masterUsername: adminUser,
      manageMasterPassword: true,
      port,
      clusterSubnetGroupName: subnetGroup.name,
      clusterParameterGroupName: parameterGroup(name, opts).name,
      vpcSecurityGroupIds: [args.securityGroupId],
      publiclyAccessible: false,
      enhancedVpcRouting: true,
      encrypted: "true",
      iamRoles: [args.roleArn],
      automatedSnapshotRetentionPeriod: args.snapshotRetentionDays,
      skipFinalSnapshot: disposable,
      finalSnapshotIdentifier: disposable ? undefined : pulumi.interpolate`${subnetGroup.name}-final`,
    },
    {
      ...opts,
      dependsOn: args.dependsOn,
      protect: !disposable && !args.allowReplace,
      deleteBeforeReplace: true, // its identifier is fixed: two can't stand side by side
    },
  );
}

function parameterGroup(name: string, opts: { parent: pulumi.Resource }): aws.redshift.ParameterGroup {
  return new aws.redshift.ParameterGroup(
    name,
    {
      family: "redshift-2.0",
      parameters: [
        { name: "require_ssl", value: "true" },
        { name: "enable_user_activity_logging", value: "true" },
      ],
    },
    opts,
  );
}
