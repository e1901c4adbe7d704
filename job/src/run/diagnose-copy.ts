import type { JobError } from "../errors.ts";
import type { StoredObject } from "../sources/object-store.ts";
import { formatS3Uri } from "../sources/s3-uri.ts";
import type { Column } from "../stage/column-fault.ts";
import { diagnoseObject } from "../stage/diagnose-object.ts";
import type { Row, Warehouse } from "../warehouse/warehouse.ts";
import { type CopyRefused, copyPlaceholders } from "./copy-manifest.ts";
import type { Source } from "./list-changes.ts";
import type { Fault } from "./rejects.ts";
import type { RunContext } from "./run-context.ts";
import type { Manifest } from "./stage-source.ts";

/** Faults that are looked up in their objects, which costs a read of the object each. */
const closelyRead = 20;

/**
 * Finds out what a COPY refused, after the rollback: a failed COPY names its first fault and little of that, so it is
 * asked again, loading nothing, for all of them (1,000 at most), and each is looked up in its source object. Empty if
 * the warehouse has nothing to say: then the COPY failed for another reason than its data.
 */
export async function diagnoseCopy(context: RunContext, { manifest }: CopyRefused): Promise<Fault[]> {
  const { warehouse } = context;
  const { rows: clock } = await warehouse.run("staging/server_time");
  const placeholders = { ...copyPlaceholders(context, manifest), DRY_RUN: "noload maxerror 1000" };
  await warehouse.run(`staging/copy_${manifest.source}`, placeholders).catch((error: JobError) => {
    context.log.debug({ reason: error.message }, "the dry run found more than it may");
  });
  const found = await warehouse.query("staging/load_errors", [clock[0]?.server_time]);
  const columns = await readColumns(warehouse, manifest.source);
  const faults: Fault[] = [];
  for (const error of found) {
    const place = locate(error, manifest);
    if (place === undefined) continue;
    const isClose = faults.length < closelyRead;
    faults.push(
      isClose
        ? await readClosely(context, { error, columns, source: manifest.source, ...place })
        : toFault(error, { source: manifest.source, ...place }),
    );
  }
  return faults;
}

interface Place {
  object: StoredObject;
  at: { row: number } | { line: number };
}

/** The source object of a fault: one that was bundled into the part, or the very file that COPY read. */
function locate(error: Row, { bundle, objects }: Manifest): Place | undefined {
  const file = String(error.file_name);
  const line = Number(error.line_number);
  const bundled = bundle?.locate(file, line);
  if (bundled) return { object: bundled.object, at: { row: bundled.row } };
  const direct = objects.filter((object) => formatS3Uri(object).startsWith(file));
  return direct.length === 1 && direct[0] ? { object: direct[0], at: { line } } : undefined;
}

interface Finding extends Place {
  source: Source;
}

async function readClosely(
  context: RunContext,
  { error, columns, ...finding }: Finding & { error: Row; columns: readonly Column[] },
): Promise<Fault> {
  const { object, at } = finding;
  const diagnosis = await diagnoseObject(object, { store: context.store, at, columns });
  if (diagnosis === undefined) return toFault(error, finding);
  const { line, column, columnName, reason } = diagnosis;
  return { source: finding.source, object, line, column: columnName ?? column, reason };
}

/** A fault in COPY's own words. */
function toFault(error: Row, { source, object, at }: Finding): Fault {
  const line = "line" in at ? at.line : undefined;
  const column = String(error.column_name ?? "") || undefined;
  // Its words may quote a piece of the value.
  const words = String(error.error_message ?? "no reason given").replaceAll(/'[^']*'/g, "'…'");
  const reason = `is refused: ${words}`;
  return { source, object, line, column, reason };
}

async function readColumns(warehouse: Warehouse, source: Source): Promise<Column[]> {
  const rows = await warehouse.query("session/columns", [`staging_${source}`]);
  return rows.map((row) => {
    const name = String(row.column_name);
    const length = row.character_maximum_length;
    return {
      name,
      type: String(row.data_type),
      length: length === null ? undefined : Number(length),
      key: source === "events" ? toCamelCase(name) : name,
    };
  });
}

/** The logs' keys are the columns' names in camel case: jsonpaths name them so, one for each column. */
function toCamelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
