import { beside } from "./beside.ts";
import { type CheckResult, judgeChecks, runChecks } from "./checks.ts";
import { type Changes, versionOf } from "./list-changes.ts";
import { badObjects, type Fault, recordRejects, tellFaults } from "./rejects.ts";
import type { RunContext } from "./run-context.ts";
import { type StagingOptions, stageChanges } from "./stage-changes.ts";
import { loadLedger, writeLedger } from "./write-ledger.ts";

/** What is made of events alone, files of sql/star in their order. */
export const ofEvents = ["users", "contested"] as const;

/** What is made when songs are there too: plays look their songs up, times come from plays. */
export const ofBoth = ["songs", "artists", "rematch", "songplays", "time"] as const;

/** What a run loaded. */
export interface Loaded {
  parts: number;
  stagedRows: { events: number; songs: number };
  /** Objects that were left out. */
  rejected: number;
  checks: CheckResult[];
}

export interface LoadOptions extends StagingOptions {
  /** Faults of objects that an earlier attempt of this run found in COPY, and that are not in `changes`. */
  faults: readonly Fault[];
}

/** From objects to a checked star, inside the run's transaction. */
export async function loadChanges(
  context: RunContext,
  changes: readonly Changes[],
  { slices, target, faults: knownFaults }: LoadOptions,
): Promise<Loaded> {
  const { warehouse, sqlFolder, log } = context;
  const { step } = context.steps;
  const runStep = (name: string, file: string) =>
    step(name, async (note) => note({ rows: (await warehouse.run(file)).written }));
  const { rows: stagedRows, bundled } = await stageChanges(context, changes, {
    slices,
    target,
    async afterEvents() {
      await runStep("forget", "staging/forget");
      for (const table of ofEvents) await runStep(table, `star/${table}`);
    },
  });
  const faults = [...knownFaults, ...bundled.flatMap((source) => source.faults)];
  acceptFaults(context, faults);
  // An object that was mended between two attempts of the run is loaded: only its bad version is left out.
  const rejected = new Set(faults.map(({ object }) => versionOf(object)));
  await using ledger = beside(() => writeLedger(context, without(changes, rejected), target));
  for (const table of ofBoth) await runStep(table, `star/${table}`);
  await runStep("pending", "lake/pending");
  await step("ledger", async (note) => {
    note({ files: await loadLedger(context, await ledger.done) });
    await recordRejects(context, faults);
  });
  const checks = await step("checks", async (note) => {
    const results = await runChecks(warehouse, { sqlFolder, show: "keys" });
    note({ rows: results.length });
    return results;
  });
  judgeChecks(checks, log);
  const parts = bundled.flatMap(({ bundle }) => bundle.parts).length;
  return { parts, stagedRows, rejected: rejected.size, checks };
}

/** Objects that cannot be loaded stop the run, unless they are to be left out. */
function acceptFaults({ config, log }: RunContext, faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const isAccepted = config.s3.onBadObject === "quarantine";
  tellFaults(faults, { log, level: isAccepted ? "warn" : "error" });
  if (!isAccepted) throw badObjects(faults);
  log.warn({ faults: faults.length }, "left out bad objects: see etl_rejects");
}

function without(changes: readonly Changes[], rejected: ReadonlySet<string>): Changes[] {
  return changes.map((change) => ({
    ...change,
    objects: change.objects.filter((object) => !rejected.has(versionOf(object))),
  }));
}
