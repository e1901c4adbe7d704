import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";

/**
 * The repository's `dwh.cfg` filled in for this stack, for a job or a reader outside the task: `${NAME}` and
 * `${NAME:-default}` become the task's values. The password's place stays `${REDSHIFT_PASSWORD}`.
 */
export function filledDwhCfg(environment: Record<string, pulumi.Input<string>>): pulumi.Output<string> {
  const text = readFileSync(new URL("../../dwh.cfg", import.meta.url), "utf8");
  return pulumi
    .output(environment)
    .apply((values) =>
      text.replace(/\$\{(\w+)(:-[^}]*)?\}/g, (reference, name) => values[name] ?? reference),
    );
}
