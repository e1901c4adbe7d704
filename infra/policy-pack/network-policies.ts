import type { ResourceValidationPolicy } from "@pulumi/policy";

const world = ["0.0.0.0/0", "::/0"];
const rules = [
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
];

export const networkPolicies: ResourceValidationPolicy[] = [
  {
    name: "no-rule-for-the-world",
    description: "A security group rule names a group, a prefix list or a network, never everybody.",
    validateResource({ type, props }, report) {
      if (!rules.includes(type)) return;
      if (world.includes(props.cidrIpv4) || world.includes(props.cidrIpv6)) {
        report(`it names ${props.cidrIpv4 ?? props.cidrIpv6}`);
      }
      if (props.ipProtocol === "-1") report("it names every protocol and port");
    },
  },
  {
    name: "rules-are-resources",
    description: "A rule is a resource of its own: inline ones and these undo each other.",
    validateResource({ type, props }, report) {
      if (type === "aws:ec2/securityGroupRule:SecurityGroupRule") report("it is of the old type");
      if (type !== "aws:ec2/securityGroup:SecurityGroup") return;
      for (const inline of ["ingress", "egress"]) {
        if (props[inline]?.length > 0) report(`it has inline ${inline} rules`);
      }
    },
  },
  {
    name: "no-way-to-the-internet",
    description: "Nothing in the VPC leads to or from the internet.",
    validateResource({ type, props }, report) {
      if (/:(InternetGateway|NatGateway|EgressOnlyInternetGateway)$/.test(type)) {
        report("it is such a way");
      }
      if (type === "aws:ec2/subnet:Subnet" && props.mapPublicIpOnLaunch) {
        report("it gives public addresses");
      }
    },
  },
];
