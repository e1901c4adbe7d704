import { spawn } from "node:child_process";
import { once } from "node:events";
import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { describe, expect, it } from "vitest";
import { dataPolicies } from "../../infra/policy-pack/data-policies.ts";
import { iamPolicies } from "../../infra/policy-pack/iam-policies.ts";
import { networkPolicies } from "../../infra/policy-pack/network-policies.ts";
import { taskPolicies } from "../../infra/policy-pack/task-policies.ts";
import { breakingCases } from "./policy-breaking-cases.ts";
import { stacks } from "./stacks.ts";

const policies = [...networkPolicies, ...iamPolicies, ...dataPolicies, ...taskPolicies];
const deployments = {
  dev: await stacks.dev(),
  prod: await stacks.prod(),
  guest: await stacks.guest(),
};

/** What a policy says about one resource. */
async function violations(
  { validateResource }: ResourceValidationPolicy,
  { type, inputs }: { type: string; inputs: object },
): Promise<string[]> {
  const said: string[] = [];
  const args = { type, props: inputs } as ResourceValidationArgs;
  for (const validate of [validateResource ?? []].flat()) {
    await validate(args, (message) => said.push(message));
  }
  return said;
}

describe.each(Object.entries(deployments))("the recorded graph of %s", (stack, { resources }) => {
  it.each(policies.map((policy) => [policy.name, policy] as const))("keeps to %s", async (name, policy) => {
    const said = [];
    for (const resource of resources) said.push(...(await violations(policy, resource)));
    // The guest names its image by tag, which is advised against and allowed.
    const advice = stack === "guest" && name === "image-by-digest";
    expect(said).toEqual(
      advice ? ["123456789012.dkr.ecr.us-west-2.amazonaws.com/team/etl:1.0.0 has no digest"] : [],
    );
  });
});

describe("each policy", () => {
  it.each(breakingCases)("$policy: $said", async ({ policy: name, type, inputs, said }) => {
    const policy = policies.find((candidate) => candidate.name === name);
    if (policy === undefined) throw new Error(`no policy "${name}"`);
    expect(await violations(policy, { type, inputs })).toEqual([said]);
  });

  it("has a case that breaks it", () => {
    const broken = new Set(breakingCases.map(({ policy }) => policy));
    expect(policies.map(({ name }) => name).filter((name) => !broken.has(name))).toEqual([]);
  });
});

it("starts as a pack under Pulumi's own runner", async () => {
  const runner = new URL("../../node_modules/@pulumi/pulumi/cmd/run-policy-pack/index.js", import.meta.url);
  const pack = spawn(process.execPath, [runner.pathname, "127.0.0.1:1", "."], {
    cwd: new URL("../../infra/policy-pack", import.meta.url),
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [port] = await once(pack.stdout, "data");
    expect(Number(String(port))).toBeGreaterThan(1023); // the first line is where it listens
  } finally {
    pack.kill();
    await once(pack, "close");
  }
});
