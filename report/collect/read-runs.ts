import type { Warehouse } from "../../job/src/warehouse/warehouse.ts";
import { askFile, numberOrNull, type TextRow } from "./ask-file.ts";
import type { Run } from "./report-data.ts";

/** The last runs with their steps and checks, newest first. */
export async function readRuns(session: Warehouse): Promise<Run[]> {
  const steps = Map.groupBy(await askFile(session, "report/steps"), (row) => row.run_id);
  const checks = Map.groupBy(await askFile(session, "report/checks"), (row) => row.run_id);
  return (await askFile(session, "report/runs")).map((run) => ({
    runId: String(run.run_id),
    startedAt: String(run.started_at),
    finishedAt: String(run.finished_at),
    status: String(run.status),
    files: numberOrNull(run.files),
    parts: numberOrNull(run.parts),
    bytes: numberOrNull(run.bytes),
    stagedEvents: numberOrNull(run.staged_events),
    stagedSongs: numberOrNull(run.staged_songs),
    version: String(run.job_version),
    error: run.error ?? null,
    steps: (steps.get(run.run_id ?? null) ?? []).map(toStep),
    checks: (checks.get(run.run_id ?? null) ?? []).map((check) => ({
      name: String(check.name),
      severity: String(check.severity),
      offendingRows: Number(check.offending_rows),
    })),
  }));
}

function toStep(step: TextRow): Run["steps"][number] {
  return {
    name: String(step.name),
    startedAt: String(step.started_at),
    ms: Number(step.ms),
    rows: numberOrNull(step.rows),
    notes: step.detail ? (JSON.parse(step.detail) as Record<string, unknown>) : {},
  };
}
