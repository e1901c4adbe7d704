import type { S3Uri } from "../sources/s3-uri.ts";
import { orAborted } from "../stage/or-aborted.ts";
import { workPrefix } from "../stage/work-files.ts";
import { withTransaction } from "../warehouse/with-transaction.ts";
import { countChecks } from "./checks.ts";
import { cleanUp } from "./clean-up.ts";
import { createTables } from "./create-tables.ts";
import { explainFailure } from "./failure.ts";
import { readKnown } from "./known-versions.ts";
import { type Changes, listChanges, versionOf } from "./list-changes.ts";
import { type Loaded, loadChanges } from "./load-changes.ts";
import { readStar, recordRun } from "./record-run.ts";
import type { Fault } from "./rejects.ts";
import type { RunContext } from "./run-context.ts";
import type { RunSummary } from "./run-summary.ts";
import { countSlices } from "./slices.ts";
import { takeLock } from "./take-lock.ts";

/** What attempts of one run know of each other. */
export interface Attempts {
  /** What the last attempt was about to commit, when the answer to its COMMIT was lost. */
  unanswered: RunSummary | undefined;
  /** Faults that COPY found in objects which are to be left out from now on. */
  faults: Fault[];
}

/** One attempt at a run: one transaction. Throws after everything has been rolled back. */
export async function attemptRun(context: RunContext, attempts: Attempts): Promise<RunSummary> {
  const { config, warehouse, steps, runId } = context;
  const { lockWaitSeconds } = config.run;
  const target = workPrefix(config.s3.work, { ...config.cluster, runId });
  try {
    await steps.step("create-tables", () => createTables(warehouse, { ...context, lockWaitSeconds }));
    const slices = await countSlices(context, warehouse);
    return await withTransaction(
      warehouse,
      // S3 may be slow to answer when the run is stopped; the warehouse is not kept waiting for it.
      () => orAborted(load(context, attempts, { slices, target }), context.stop),
      { commit: () => steps.step("commit", () => warehouse.commit()) },
    );
  } catch (error) {
    throw await explainFailure(context, error, attempts);
  } finally {
    await cleanUp(context, target);
  }
}

/** What the transaction does before its commit. */
async function load(
  context: RunContext,
  attempts: Attempts,
  options: { slices: number; target: S3Uri },
): Promise<RunSummary> {
  const { warehouse, steps } = context;
  const { faults } = attempts;
  await steps.step("lock", () => takeLock(context));
  if (attempts.unanswered && (await isCommitted(context))) return attempts.unanswered;
  const changes = await listBoth(context, faults);
  if (context.selection.scope === "everything") {
    await steps.step("empty-star", async () => {
      // The lake must drop what the new star has not: every partition of the old one is written anew.
      await warehouse.run("lake/everything");
      await warehouse.run("reset/empty_star");
    });
  }
  const isNew = faults.length > 0 || changes.some(({ objects }) => objects.length > 0);
  const loaded = isNew ? await loadChanges(context, changes, { ...options, faults }) : undefined;
  const summary = await finish(context, changes, loaded);
  attempts.unanswered = summary;
  return summary;
}

/** Whether this run is in etl_runs: asked under the lock, since the lost session may have been committing still. */
async function isCommitted({ warehouse, runId, log }: RunContext): Promise<boolean> {
  const found = await warehouse.query("ledger/find_run", [runId]);
  if (found.length > 0) log.info("the commit had arrived");
  return found.length > 0;
}

function listBoth(context: RunContext, faults: readonly Fault[]): Promise<Changes[]> {
  const excluded = new Set(faults.map(({ object }) => versionOf(object)));
  return context.steps.step("list", async (note) => {
    const pages = context.listing.take();
    const known = await readKnown(context.warehouse, context);
    const changes: Changes[] = [];
    for (const source of ["events", "songs"] as const) {
      const options = { ...context, pages: pages[source], known: known[source], excluded };
      changes.push(await listChanges(source, options));
    }
    note(countObjects(changes));
    return changes;
  });
}

/** The summary of a run that is about to commit, written to the etl_ tables too. */
async function finish(
  context: RunContext,
  changes: readonly Changes[],
  loaded: Loaded | undefined,
): Promise<RunSummary> {
  const star = await readStar(context.warehouse);
  const { stagedRows = { events: 0, songs: 0 }, parts = 0, rejected = 0, checks = [] } = loaded ?? {};
  const done = {
    status: loaded ? ("committed" as const) : ("nothing new" as const),
    ...countObjects(changes),
    parts,
    stagedEvents: stagedRows.events,
    stagedSongs: stagedRows.songs,
    rejected,
    ...star,
  };
  await recordRun(context, { ...done, checks });
  return { ...done, checks: countChecks(checks) };
}

function countObjects(changes: readonly Changes[]): { files: number; bytes: number } {
  const objects = changes.flatMap((change) => change.objects);
  return { files: objects.length, bytes: objects.reduce((sum, { size }) => sum + size, 0) };
}
