import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Change, PulumiProject } from "./pulumi-project.ts";

/** `Type name` without the stack's prefix, of the calls of one kind, or of all with the kind in front. */
export function names(changes: Change[], op?: Change["op"]): string[] {
  return changes
    .filter((change) => op === undefined || change.op === op)
    .map(({ op: kind, type, name }) => {
      const resource = `${type.replace(/^(aws|docker-build):(\w+).*:/, "$2.")} ${name.replace(/^sparkify-dwh-\w+-?/, "")}`;
      return (op === undefined ? `${kind} ${resource}` : resource).trim();
    })
    .sort();
}

/** Runs a command that must end 0. */
export async function succeeds(
  { pulumi }: PulumiProject,
  args: string[],
  env?: Record<string, string>,
): Promise<{ output: string; changes: Change[] }> {
  const { code, output, changes } = await pulumi(args, env);
  assert.equal(code, 0, `pulumi ${args.join(" ")} ended ${code}:\n${output}`);
  return { output, changes };
}

/** Runs a command that must not end 0. */
export async function fails(
  { pulumi }: PulumiProject,
  args: string[],
  env?: Record<string, string>,
): Promise<{ output: string; changes: Change[] }> {
  const { code, output, changes } = await pulumi(args, env);
  assert.notEqual(code, 0, `pulumi ${args.join(" ")} ended 0:\n${output}`);
  return { output, changes };
}

/** Adds to a stack's file, as a person would: lists in brackets, everything else as text. */
export function configure({ folder }: PulumiProject, stack: string, settings: Record<string, string>): void {
  const file = join(folder, `Pulumi.${stack}.yaml`);
  const lines = Object.entries(settings).map(([key, value]) => {
    const name = key.includes(":") ? key : `sparkify-dwh:${key}`;
    return `  ${name}: ${value.startsWith("[") ? value : JSON.stringify(value)}\n`;
  });
  const text = readFileSync(file, "utf8").replace(/^config:\n/m, "");
  const kept = text
    .split(/(?<=\n)/)
    .filter((line) => !lines.some((l) => line.startsWith(l.split(": ")[0] as string)));
  const settingLines = kept.filter((line) => line.startsWith("  "));
  const others = kept.filter((line) => !line.startsWith("  "));
  writeFileSync(file, `${others.join("")}config:\n${[...settingLines, ...lines].join("")}`);
}
