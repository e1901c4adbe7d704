import { isUtf8 } from "node:buffer";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import type { ObjectStore, StoredObject } from "../sources/object-store.ts";
import { type Column, columnFault } from "./column-fault.ts";
import { readMembers } from "./read-members.ts";
import { afterBytes, type Place, type SourceRow, sourceRows } from "./source-rows.ts";
import { structureFaults } from "./structure-fault.ts";

/** What is wrong with a source object, without any value of it. The place is that of the fault. */
export interface Diagnosis extends Place {
  /** The column whose value does not fit, when it is that. */
  columnName?: string;
  /** The end of a sentence that begins with the place or the column: `has …`, `begins …` or `is …`. */
  reason: string;
}

export interface DiagnosisOptions {
  store: ObjectStore;
  /** Which row it is: the n-th of the object (from 1), or one that stands on this line of it. */
  at: { row: number } | { line: number };
  /** The columns that may be at fault. */
  columns: readonly Column[];
}

/**
 * Reads a source object again to say why COPY refused a row of it. Undefined when nothing is found: then COPY's own
 * words must do. Throws what reading throws, ObjectChanged among it.
 */
export async function diagnoseObject(
  object: StoredObject,
  { store, at, columns }: DiagnosisOptions,
): Promise<Diagnosis | undefined> {
  let place: Place = { line: 1, column: 1 };
  try {
    let row = 0;
    for await (const found of sourceRows(await openPlain(object, store))) {
      if ("fault" in found) return diagnosis(found.fault, structureFaults[found.fault.kind]);
      place = found.start;
      row += 1;
      if ("row" in at ? row < at.row : found.lastLine < at.line) continue;
      if ("row" in at ? row > at.row : found.start.line > at.line) break;
      const fault = diagnoseRow(found, columns);
      if (fault) return fault;
    }
    return undefined;
  } catch (error) {
    if (!isGzipFault(error)) throw error;
    return diagnosis(place, "is followed by bytes that are not gzip, or that are cut short");
  }
}

async function openPlain(object: StoredObject, store: ObjectStore): Promise<AsyncIterable<Uint8Array>> {
  const stream = await store.stream(object);
  if (!object.key.endsWith(".gz")) return stream;
  return pipeline(stream, createGunzip(), () => {}); // a fault of either comes out where the rows are read
}

function isGzipFault(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}

function diagnoseRow({ bytes, start }: SourceRow, columns: readonly Column[]): Diagnosis | undefined {
  if (!isUtf8(bytes)) return diagnosis(start, structureFaults["not-utf8"]);
  const row = Buffer.from(bytes).toString();
  const placeAt = (at: number) => afterBytes(start, Buffer.from(row.slice(0, at)));
  const read = readMembers(row);
  if ("faultAt" in read) return diagnosis(placeAt(read.faultAt), "is not JSON");
  for (const column of columns) {
    const member = read.members.get(column.key);
    const reason = member && columnFault(member.source, column);
    if (reason) return { ...diagnosis(placeAt(member.at), reason), columnName: column.name };
  }
  return undefined;
}

function diagnosis({ line, column }: Place, reason: string): Diagnosis {
  return { line, column, reason };
}
