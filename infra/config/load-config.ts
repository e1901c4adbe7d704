import * as pulumi from "@pulumi/pulumi";
import { alarmRules } from "./alarm-rules.ts";
import { networkRules } from "./network-rules.ts";
import { parseSettings } from "./parse-settings.ts";
import { replacementFaults } from "./replacement-faults.ts";
import { scheduleRules } from "./schedule-rules.ts";
import { defaultRegion, defaults, type Fault, type Settings } from "./settings.ts";
import { sourceRules } from "./source-rules.ts";
import { taskRules } from "./task-rules.ts";
import { warehouseRules, warehouseWarnings } from "./warehouse-rules.ts";

const rules = [
  ...sourceRules,
  ...warehouseRules,
  ...scheduleRules,
  ...taskRules,
  ...networkRules,
  ...alarmRules,
];

/**
 * The stack's configuration, typed and checked. Throws one RunError (the CLI prints its message without a stack) that
 * lists every fault with the key, the value and what to write instead. Call it before the first resource.
 */
export async function loadConfig(): Promise<Settings> {
  const raw = pulumi.runtime.allConfig();
  const project = pulumi.getProject();
  const { settings, faults, unknownKeys } = parseSettings(raw, project);
  const all = [...faults, ...rules.flatMap((rule) => rule(settings))];
  if (all.length === 0) all.push(...(await replacementFaults(settings)));

  const label = (key: string) => (key === "region" ? "aws:region" : `${project}:${key}`);
  const line = ({ key, reason }: Fault) => `  ${label(key)} = ${raw[label(key)] ?? fallback(key)}: ${reason}`;
  const lines = [
    ...stackNameFaults(project),
    ...unknownKeys.map((key) => `  ${key}: no such key; see Pulumi.yaml for those that are`),
    ...all.map(line),
  ];
  if (lines.length > 0) {
    throw new pulumi.RunError(
      `Cannot use the configuration of stack "${pulumi.getStack()}":\n${lines.join("\n")}`,
    );
  }
  for (const warning of warehouseWarnings(settings)) await pulumi.log.warn(line(warning).trim());
  return Object.freeze(settings);
}

function fallback(key: Fault["key"]): string {
  return key === "region" ? defaultRegion : JSON.stringify(defaults[key]);
}

/** Project and stack begin every name: of the cluster, roles (64 characters with a suffix), the bucket (63). */
function stackNameFaults(project: string): string[] {
  const stack = pulumi.getStack();
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(stack) && `${project}-${stack}`.length <= 36) return [];
  const room = 36 - project.length - 1;
  return [
    `  stack ${stack}: names begin with it: lower case letters, digits and single hyphens, at most ${room}; ` +
      "pulumi stack init with another name",
  ];
}
