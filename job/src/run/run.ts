import { randomUUID } from "node:crypto";
import { openObjectStore } from "../sources/open-object-store.ts";
import { removeWorkFiles, workPrefix } from "../stage/work-files.ts";
import { openWarehouse } from "../warehouse/open-warehouse.ts";
import { withTransaction } from "../warehouse/with-transaction.ts";
import { countChecks } from "./checks.ts";
import { createTables } from "./create-tables.ts";
import { explainFailure, recordFailure } from "./failure.ts";
import { type Changes, listChanges } from "./list-changes.ts";
import { type Loaded, loadChanges } from "./load-changes.ts";
import { readStarRows, recordRun, type StarRows } from "./record-run.ts";
import type { JobContext, RunContext } from "./run-context.ts";
import { countSlices } from "./slices.ts";
import { recordSteps } from "./steps.ts";

/** What a run did: the fields of its last log line. */
export interface RunSummary {
  status: "committed" | "nothing new";
  ms: number;
  files: number;
  parts: number;
  /** Bytes of the objects loaded. */
  bytes: number;
  stagedEvents: number;
  stagedSongs: number;
  /** Rows that the star tables held when the run ended. */
  rows: StarRows;
  checks: { passed: number; failed: number; warned: number };
  /** Milliseconds of each step. */
  steps: Record<string, number>;
}

/** Loads what is new or changed, in one transaction. Throws a JobError after everything has been rolled back. */
export async function run(job: JobContext): Promise<RunSummary> {
  const runId = randomUUID();
  const startedAt = new Date();
  const log = job.log.child({ runId });
  const steps = recordSteps(log);
  const store = await openObjectStore({ folder: job.s3Folder, region: job.config.s3.region });
  try {
    await using warehouse = await steps.step("connect", () => openWarehouse({ ...job, log }));
    return await runOnce({ ...job, log, runId, startedAt, store, warehouse, steps });
  } finally {
    store.close();
  }
}

async function runOnce(context: RunContext): Promise<RunSummary> {
  const { config, warehouse, store, steps, runId } = context;
  const { lockWaitSeconds } = config.run;
  const target = workPrefix(config.s3.work, { ...config.cluster, runId });
  try {
    await steps.step("create-tables", () => createTables(warehouse, { ...context, lockWaitSeconds }));
    const slices = await countSlices(context, warehouse);
    return await withTransaction(
      warehouse,
      async () => {
        await steps.step("lock", () => warehouse.lock(lockWaitSeconds));
        const changes = await listBoth(context);
        const isNew = changes.some(({ objects }) => objects.length > 0);
        const loaded = isNew ? await loadChanges(context, changes, { slices, target }) : undefined;
        return finish(context, changes, loaded);
      },
      { commit: () => steps.step("commit", () => warehouse.commit()) },
    );
  } catch (error) {
    const failure = await explainFailure(context, error);
    await recordFailure(context, failure);
    throw failure;
  } finally {
    await removeWorkFiles(store, target);
  }
}

function listBoth(context: RunContext): Promise<Changes[]> {
  return context.steps.step("list", async (note) => {
    const changes = [
      await listChanges(context.warehouse, "events", context),
      await listChanges(context.warehouse, "songs", context),
    ];
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
  const rows = await readStarRows(context.warehouse);
  const { stagedRows = { events: 0, songs: 0 }, parts = 0, checks = [] } = loaded ?? {};
  const done = {
    status: loaded ? ("committed" as const) : ("nothing new" as const),
    ...countObjects(changes),
    parts,
    stagedEvents: stagedRows.events,
    stagedSongs: stagedRows.songs,
    rows,
  };
  await recordRun(context, { ...done, checks });
  return {
    ...done,
    checks: countChecks(checks),
    // Both are read when the run has ended: the commit's own time is in them.
    get ms() {
      return Date.now() - context.startedAt.getTime();
    },
    get steps() {
      return Object.fromEntries(context.steps.finished.map(({ name, ms }) => [name, ms]));
    },
  };
}

function countObjects(changes: readonly Changes[]): { files: number; bytes: number } {
  const objects = changes.flatMap((change) => change.objects);
  return { files: objects.length, bytes: objects.reduce((sum, { size }) => sum + size, 0) };
}
