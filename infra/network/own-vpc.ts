import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const cidrBlock = "10.20.0.0/24";
const subnetCidrBlocks = ["10.20.0.0/26", "10.20.0.64/26"];

export interface OwnVpc {
  vpcId: pulumi.Output<string>;
  cidrBlock: string;
  subnetIds: pulumi.Output<string[]>;
  routeTableId: pulumi.Output<string>;
}

/** A VPC with a private subnet in each of two zones and no way to or from the internet. */
export function ownVpc(name: string, opts: { parent: pulumi.Resource }): OwnVpc {
  // Interface endpoints answer under AWS's own names, and the cluster under a private address, only with both flags.
  const vpc = new aws.ec2.Vpc(name, { cidrBlock, enableDnsSupport: true, enableDnsHostnames: true }, opts);
  const routeTable = new aws.ec2.RouteTable(name, { vpcId: vpc.id }, opts);
  const zones = aws.getAvailabilityZonesOutput(
    {
      state: "available",
      // Local and Wavelength Zones are zones too, but ones without Fargate or Redshift.
      filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
    },
    opts,
  );
  const subnets = subnetCidrBlocks.map((cidrBlock, index) => {
    const subnet = new aws.ec2.Subnet(
      `${name}-private-${index}`,
      {
        vpcId: vpc.id,
        cidrBlock,
        availabilityZone: zones.names.apply((names) => names[index] as string),
      },
      // A subnet that an interface is in can't be moved to another zone when AWS lists its zones anew.
      { ...opts, ignoreChanges: ["availabilityZone"] },
    );
    new aws.ec2.RouteTableAssociation(
      `${name}-private-${index}`,
      { subnetId: subnet.id, routeTableId: routeTable.id },
      opts,
    );
    return subnet.id;
  });
  return { vpcId: vpc.id, cidrBlock, subnetIds: pulumi.all(subnets), routeTableId: routeTable.id };
}
