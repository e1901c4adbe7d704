import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const parts = [
  "Pulumi.yaml",
  "Pulumi.dev.yaml",
  "Dockerfile",
  ".dockerignore",
  ".npmrc",
  "package.json",
  "package-lock.json",
  "dwh.cfg",
  "infra",
  "job",
  "sql",
];

/** One call of a provider that changed something, as the stand-in provider logged it. */
export interface Change {
  op: "create" | "update" | "delete";
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

interface Outcome {
  code: number;
  /** Standard output and standard error. */
  output: string;
  /** In the order they began. */
  changes: Change[];
}

export interface PulumiProject {
  folder: string;
  /** Runs `pulumi ARGS…` in the copy; `env` adds to the environment. */
  pulumi(args: string[], env?: Record<string, string>): Promise<Outcome>;
}

/** Runs `use` with a copy of the project, so that stack files can be written to, and an engine with a state of its own. */
export async function withPulumiProject(
  tool: string,
  use: (project: PulumiProject) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-project-"));
  try {
    for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    await use({ folder, pulumi: (args, env = {}) => run(tool, args, { folder, env }) });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function run(
  tool: string,
  args: string[],
  { folder, env }: { folder: string; env: Record<string, string> },
): Promise<Outcome> {
  const log = join(folder, "provider-calls.jsonl");
  writeFileSync(log, "");
  const child = spawn(tool, [...args, "--non-interactive", "--color=never"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PULUMI_LOCAL_STATE: join(folder, ".state"),
      STUB_AWS_LOG: log,
      ...env,
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number>((resolve, reject) => {
    child.on("error", reject).on("close", (code) => resolve(code ?? -1));
  });
  const changes = readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Change & { preview?: boolean })
    .filter(({ op, preview }) => ["create", "update", "delete"].includes(op) && preview !== true);
  return { code, output, changes };
}
