import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export interface SecurityGroupsArgs {
  vpcId: pulumi.Input<string>;
  cidrBlock: pulumi.Input<string>;
  /** Whether the interface endpoints are the stack's own or those of your VPC, anywhere in its CIDR. */
  endpoints: "own" | "yours";
  /** S3's addresses, as AWS lists them for the gateway endpoint's route. */
  s3PrefixListId: pulumi.Input<string>;
  clientSecurityGroupIds: readonly string[];
  port: number;
}

export interface SecurityGroups {
  task: aws.ec2.SecurityGroup;
  warehouse: aws.ec2.SecurityGroup;
  endpoints?: aws.ec2.SecurityGroup;
}

type Peer = Pick<
  aws.vpc.SecurityGroupIngressRuleArgs,
  "referencedSecurityGroupId" | "prefixListId" | "cidrIpv4"
>;

/**
 * The groups of task, warehouse and endpoints with every rule, each a resource of its own: what may speak to what is
 * this one page. The provider takes AWS's allow-all egress off a new group, so what isn't here is shut.
 */
export function securityGroups(
  name: string,
  args: SecurityGroupsArgs,
  opts: { parent: pulumi.Resource },
): SecurityGroups {
  const { vpcId, port } = args;
  const group = (role: string, description: string) =>
    new aws.ec2.SecurityGroup(`${name}-${role}`, { vpcId, description }, opts);
  const tcp = (port: number) => ({ ipProtocol: "tcp", fromPort: port, toPort: port });
  const allowIn = (what: string, to: aws.ec2.SecurityGroup, rule: { port: number; from: Peer }) =>
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-${what}`,
      { securityGroupId: to.id, description: what, ...tcp(rule.port), ...rule.from },
      opts,
    );
  const allowOut = (what: string, from: aws.ec2.SecurityGroup, rule: { port: number; to: Peer }) =>
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-${what}`,
      { securityGroupId: from.id, description: what, ...tcp(rule.port), ...rule.to },
      opts,
    );

  const task = group("task", "Tasks of the job");
  const warehouse = group("warehouse", "Redshift cluster");
  const s3: Peer = { prefixListId: args.s3PrefixListId };

  allowOut("task-to-s3", task, { port: 443, to: s3 });
  allowOut("task-to-warehouse", task, { port, to: { referencedSecurityGroupId: warehouse.id } });
  allowIn("warehouse-from-task", warehouse, { port, from: { referencedSecurityGroupId: task.id } });
  for (const client of args.clientSecurityGroupIds) {
    const from = { referencedSecurityGroupId: client };
    allowIn(`warehouse-from-${client}`, warehouse, { port, from });
  }
  allowOut("warehouse-to-s3", warehouse, { port: 443, to: s3 });

  if (args.endpoints === "yours") {
    allowOut("task-to-endpoints", task, { port: 443, to: { cidrIpv4: args.cidrBlock } });
    return { task, warehouse };
  }
  const endpoints = group("endpoints", "Interface endpoints of AWS services");
  allowOut("task-to-endpoints", task, {
    port: 443,
    to: { referencedSecurityGroupId: endpoints.id },
  });
  allowIn("endpoints-from-task", endpoints, {
    port: 443,
    from: { referencedSecurityGroupId: task.id },
  });
  return { task, warehouse, endpoints };
}
