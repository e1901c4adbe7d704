import type { S3Uri } from "../sources/s3-uri.ts";
import { type CheckResult, judgeChecks, runChecks } from "./checks.ts";
import type { Changes } from "./list-changes.ts";
import type { RunContext } from "./run-context.ts";
import { copyManifest, type StagedSource, stageSource } from "./stage-source.ts";
import { verifyEtags } from "./verify-etags.ts";
import { writeLedger } from "./write-ledger.ts";

/** Star tables in the order they are filled: plays look their songs up, times come from plays. */
const star = ["users", "songs", "artists", "rematch", "songplays", "time"] as const;

/** What a run loaded. */
export interface Loaded {
  parts: number;
  stagedRows: { events: number; songs: number };
  checks: CheckResult[];
}

export interface LoadOptions {
  slices: number;
  target: S3Uri;
}

/** From objects to a checked star, inside the run's transaction. */
export async function loadChanges(
  context: RunContext,
  changes: readonly Changes[],
  { slices, target }: LoadOptions,
): Promise<Loaded> {
  const { warehouse, log } = context;
  const { step } = context.steps;
  const staged = await step("bundle", async (note) => {
    const sources: StagedSource[] = [];
    for (const change of changes) sources.push(await stageSource(context, change, { slices, target }));
    note({ rows: sum(sources.map(({ bundle }) => bundle.rows)), parts: countParts(sources) });
    return sources;
  });
  await step("empty-staging", () => warehouse.run("staging/empty"));
  const stagedRows = { events: 0, songs: 0 };
  for (const { source, manifests } of staged) {
    stagedRows[source] = await step(`copy-${source}`, async (note) => {
      let rows = 0;
      for (const manifest of manifests) {
        rows += await copyManifest(context, manifest);
        await verifyEtags(context, manifest);
      }
      note({ rows });
      return rows;
    });
  }
  for (const table of star) {
    await step(table, async (note) => note({ rows: (await warehouse.run(`star/${table}`)).written }));
  }
  await step("ledger", async (note) => note({ files: await writeLedger(context, changes, target) }));
  const checks = await step("checks", async (note) => {
    const results = await runChecks(warehouse, { sqlFolder: context.sqlFolder, show: "keys" });
    note({ rows: results.length });
    return results;
  });
  judgeChecks(checks, log);
  return { parts: countParts(staged), stagedRows, checks };
}

function countParts(staged: readonly StagedSource[]): number {
  return sum(staged.map(({ bundle }) => bundle.parts.length));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
