import type { Fault, Rule } from "./settings.ts";

const together: Rule = ({ vpcId, subnetIds }) => {
  if (vpcId === "" && subnetIds.length > 0) {
    return [{ key: "vpcId", reason: "subnetIds says which of your subnets to use; write their VPC" }];
  }
  if (vpcId !== "" && subnetIds.length === 0) {
    return [{ key: "subnetIds", reason: `write the private subnets of ${vpcId} to use` }];
  }
  return [];
};

const ids: Rule = ({ vpcId, subnetIds, clientSecurityGroupIds }) => [
  ...idFaults("vpcId", "vpc", vpcId === "" ? [] : [vpcId]),
  ...idFaults("subnetIds", "subnet", subnetIds),
  ...idFaults("clientSecurityGroupIds", "sg", clientSecurityGroupIds),
];

function idFaults(key: Fault["key"], prefix: string, ids: readonly string[]): Fault[] {
  const form = new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`);
  const strange = ids.filter((id, index) => !form.test(id) || ids.indexOf(id) !== index);
  if (strange.length === 0) return [];
  return [{ key, reason: `${strange.join(", ")}: write each ID once, like ${prefix}-0123456789abcdef0` }];
}

export const networkRules: readonly Rule[] = [together, ids];
