import * as pulumi from "@pulumi/pulumi";
import type { Fault, Settings } from "./settings.ts";

/** What a cluster is made with and keeps for life: a change makes a new, empty one. */
const fixed = ["databaseName", "adminUser", "port", "vpcId"] as const;

export type FixedForLife = Pick<Settings, (typeof fixed)[number]>;

/** Exported by the stack, so that the next run can tell what its cluster was made with. */
export function fixedForLife({ databaseName, adminUser, port, vpcId }: Settings): FixedForLife {
  return { databaseName, adminUser, port, vpcId };
}

/**
 * Compares with the outputs of the stack's last successful update. Without any (a new or destroyed stack) there is no
 * cluster to lose. `protect` alone would not do: it holds back a disposable stack's destroy as well.
 */
export async function replacementFaults(settings: Settings): Promise<Fault[]> {
  if (settings.allowReplace) return [];
  const name = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  const itself = new pulumi.StackReference("last-update", { name });
  const last = (await itself.getOutputDetails("fixedForLife")).value as FixedForLife | undefined;
  if (last === undefined) return [];
  return fixed
    .filter((key) => last[key] !== settings[key])
    .map((key) => ({
      key,
      reason:
        `the cluster was made with ${JSON.stringify(last[key])}, and a change replaces it and all its tables; ` +
        "write that again, or set allowReplace to true for one update",
    }));
}
