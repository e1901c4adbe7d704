import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { BenchError } from "./bench-error.ts";
import { formatResults } from "./format-results.ts";
import { describeMachine } from "./machine.ts";
import { readCommand, usage } from "./read-command.ts";
import { runWorkload, type WorkloadResult } from "./run-workload.ts";

const resultsFile = join(import.meta.dirname, "RESULTS.md");

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const command = readCommand(args);
  if (command === undefined) {
    console.log(usage);
    return;
  }
  const data = resolve(command.data);
  await mkdir(data, { recursive: true });
  const facts = await describeMachine();
  const results: WorkloadResult[] = [];
  try {
    for (const workload of command.workloads) {
      results.push(await runWorkload(workload, { ...command, data, onProgress: console.error }));
      // After each, so that what stops a later one leaves these.
      await writeFile(resultsFile, page(args, { repeat: command.repeat, facts, results }));
    }
  } finally {
    if (!command.keep) await rm(data, { recursive: true, force: true });
  }
  console.log(page(args, { repeat: command.repeat, facts, results }));
}

function page(
  args: readonly string[],
  { repeat, facts, results }: { repeat: number; facts: string[]; results: WorkloadResult[] },
): string {
  // Where the data lay is nobody's concern but that machine's.
  const options = args.join(" ").replace(/ ?--data[ =]\S+/, "");
  return [
    "# Results",
    "",
    `\`npm run bench${options === "" ? "" : ` -- ${options}`}\`, medians of ${repeat} rounds, files in the page cache. What is measured, and how: docs/performance.md.`,
    "",
    ...facts.map((fact) => `- ${fact}`),
    "",
    formatResults(results),
  ].join("\n");
}

main().catch((error: unknown) => {
  console.error(error instanceof BenchError ? error.message : error);
  process.exitCode = error instanceof BenchError ? 2 : 1;
});
