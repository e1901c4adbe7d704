import { readFileSync } from "node:fs";
import { deploy } from "./deploy.ts";

const root = new URL("../../", import.meta.url);

/** The values of a flat stack file, `namespace:key` → text. */
function stackFile(name: string): Record<string, string> {
  const text = readFileSync(new URL(name, root), "utf8");
  const lines = [...text.matchAll(/^ {2}([\w-]+:\w+): (.*)$/gm)];
  return Object.fromEntries(
    lines.map(([, key, value]) => [key as string, (value as string).replace(/^"(.*)"$/, "$1")]),
  );
}

/** The stacks that every rule is tried on: between them they take every branch of the program. */
export const stacks = {
  /** Pulumi.dev.yaml as it stands: disposable, asleep at night. */
  dev: () => deploy(stackFile("Pulumi.dev.yaml"), { stack: "dev" }),
  /** The defaults, with someone to tell and a limit to spend. */
  prod: () =>
    deploy(
      {
        alarmEmail: "data-team@example.com",
        owner: "data team",
        monthlyBudgetUsd: "400",
        permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/boundary",
      },
      { stack: "prod" },
    ),
  /** A guest in a VPC that is there, with an image that is there, two nodes, psql for some, and no schedule yet. */
  guest: () =>
    deploy(
      {
        vpcId: "vpc-0123456789abcdef0",
        subnetIds: '["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]',
        clientSecurityGroupIds: '["sg-0123456789abcdef0"]',
        imageUri: "123456789012.dkr.ecr.us-west-2.amazonaws.com/team/etl:1.0.0",
        nodeType: "ra3.4xlarge",
        numberOfNodes: "2",
        cpuArchitecture: "ARM64",
        scheduleEnabled: "false",
      },
      { stack: "guest" },
    ),
};
