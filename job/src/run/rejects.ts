import type { Logger } from "pino";
import { SourceError } from "../errors.ts";
import type { StoredObject } from "../sources/object-store.ts";
import { formatS3Uri } from "../sources/s3-uri.ts";
import type { Source } from "./list-changes.ts";
import { cutText, utc } from "./record-run.ts";
import type { RunContext } from "./run-context.ts";

/** A fault of an object, and where it is. Never the value itself: it may be personal. */
export interface Fault {
  source: Source;
  object: StoredObject;
  line: number | undefined;
  /** Name of the column, or the byte in the line for a fault of structure. */
  column: string | number | undefined;
  /** As the end of a sentence that begins with the place: "has text outside of an object". */
  reason: string;
}

/** Faults that are told one by one; of the others only the number. */
const toldFaults = 20;

/** Longest reason that etl_rejects takes, in bytes. */
const reasonBytes = 512;

/** One line a fault, up to a limit. */
export function tellFaults(
  faults: readonly Fault[],
  { log, level }: { log: Logger; level: "warn" | "error" },
): void {
  for (const { object, line, column, reason } of faults.slice(0, toldFaults)) {
    log[level]({ object: formatS3Uri(object), line, column, reason }, "bad row");
  }
}

/** Why the run stops, by the first fault; the log has the others. */
export function badObjects(faults: readonly Fault[], cause?: unknown): SourceError {
  const [first] = faults;
  if (first === undefined) throw new Error("No fault to stop for");
  const { line, column, reason } = first;
  const object = formatS3Uri(first.object);
  const where = [line && `line ${line}`, column && `column ${JSON.stringify(column)}`]
    .filter(Boolean)
    .join(", ");
  const others = faults.length > 1 ? `; ${faults.length} faults in all` : "";
  const message = `Cannot load "${object}": ${where} ${reason}${others}: nothing was changed`;
  return new SourceError(message, { cause, object, line, column, reason, faults: faults.length });
}

/** Notes the objects that are left out in etl_rejects, each with its first fault. */
export async function recordRejects(
  { warehouse, runId }: RunContext,
  faults: readonly Fault[],
): Promise<void> {
  for (const { source, object, line, column, reason } of firstOfEach(faults)) {
    const now = utc(new Date());
    const key = formatS3Uri(object);
    await warehouse.query("ledger/remove_reject", [source, key, object.etag]);
    await warehouse.query("ledger/replace_reject", [source, key, now]);
    const place = [line ?? null, column === undefined ? null : String(column)];
    const why = cutText(reason, reasonBytes);
    await warehouse.query("ledger/reject", [source, key, object.etag, ...place, why, runId, now]);
  }
}

function firstOfEach(faults: readonly Fault[]): Fault[] {
  const byObject = new Map<string, Fault>();
  for (const fault of faults) {
    const uri = formatS3Uri(fault.object);
    if (!byObject.has(uri)) byObject.set(uri, fault);
  }
  return [...byObject.values()];
}
