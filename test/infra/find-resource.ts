import { expect } from "vitest";
import type { Deployment, Registered } from "./deploy.ts";

/** The only resource of a type, or of a type and name; the ARN is the one that the mock cloud gave it. */
export function the({ resources }: Deployment, type: string, name?: string): Registered & { arn: string } {
  const found = resources.filter(
    (resource) => resource.type === type && (name === undefined || resource.name === name),
  );
  expect(found, `${type} ${name ?? ""}`).toHaveLength(1);
  const resource = found[0] as Registered;
  return { ...resource, arn: String(resource.outputs.arn) };
}

export function count({ resources }: Deployment, type: string): number {
  return resources.filter((resource) => resource.type === type).length;
}
