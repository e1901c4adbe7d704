import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Sources } from "../iam/s3-statements.ts";
import { endpoints } from "./endpoints.ts";
import { ownVpc } from "./own-vpc.ts";
import { securityGroups } from "./security-groups.ts";

export interface NetworkArgs {
  region: string;
  /** Your VPC and its private subnets, or "" and [] for one of its own. */
  vpcId: string;
  subnetIds: readonly string[];
  /** Security groups whose members may connect to the warehouse. */
  clientSecurityGroupIds: readonly string[];
  /** The warehouse's port. */
  port: number;
  /** One zone is enough for the interface endpoints. */
  disposable: boolean;
  /** What the S3 endpoint lets through. */
  sources: Sources;
  bucketArn: pulumi.Input<string>;
}

/**
 * Where task and warehouse live: private subnets without any route to the internet, and every security group with its
 * rules. A VPC of its own has endpoints for what the task must reach; yours has its own (docs/aws.md lists them).
 */
export class Network extends pulumi.ComponentResource {
  readonly subnetIds: pulumi.Output<string[]>;
  readonly taskSecurityGroupId: pulumi.Output<string>;
  readonly warehouseSecurityGroupId: pulumi.Output<string>;

  constructor(name: string, args: NetworkArgs, opts: pulumi.ComponentResourceOptions) {
    super("sparkify:network:Network", name, {}, opts);
    const parent = { parent: this };
    const { region, clientSecurityGroupIds, port } = args;

    const own = args.vpcId === "" ? ownVpc(name, parent) : undefined;
    const vpcId = own?.vpcId ?? pulumi.output(args.vpcId);
    this.subnetIds = own?.subnetIds ?? pulumi.output([...args.subnetIds]);

    const groups = securityGroups(
      name,
      {
        vpcId,
        cidrBlock: own?.cidrBlock ?? aws.ec2.getVpcOutput({ id: args.vpcId }, parent).cidrBlock,
        endpoints: own === undefined ? "yours" : "own",
        s3PrefixListId: aws.ec2.getPrefixListOutput({ name: `com.amazonaws.${region}.s3` }, parent).id,
        clientSecurityGroupIds,
        port,
      },
      parent,
    );
    this.taskSecurityGroupId = groups.task.id;
    this.warehouseSecurityGroupId = groups.warehouse.id;

    if (own !== undefined && groups.endpoints !== undefined) {
      endpoints(
        name,
        {
          region,
          vpcId,
          routeTableId: own.routeTableId,
          subnetIds: own.subnetIds.apply((ids) => (args.disposable ? ids.slice(0, 1) : ids)),
          securityGroupId: groups.endpoints.id,
          sources: args.sources,
          bucketArn: args.bucketArn,
        },
        parent,
      );
    }
    this.registerOutputs();
  }
}
