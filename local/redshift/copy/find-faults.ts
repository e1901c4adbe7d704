import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { describeFault, describeRecordFault, type Fault } from "./fault.ts";
import {
  fileList,
  type JsonMapping,
  MAX_RECORD_BYTES,
  type RecordFault,
  recordFields,
} from "./json-source.ts";
import { faultLimit, type Load, type SourceFile } from "./load.ts";
import { writeNumberedFile } from "./numbered-file.ts";
import { rowConversion } from "./row-conversion.ts";
import type { Splitter } from "./splitter.ts";
import type { FaultKind } from "./type-rule.ts";

export interface Inspection {
  /** In the order of files and lines. */
  faults: Fault[];
  /** Queries for the records that are fit to load. */
  acceptedRows: string[];
}

/** Room for what stands around a record in a numbered file. */
const NUMBER_BYTES = 64;

/**
 * Reads files record by record, so that each fault has its line. The rules are those of the load, in the engine.
 * Stops after as many faults as make the load fail.
 */
export async function findFaults(
  load: Load,
  files: readonly SourceFile[],
  how: { mapping: JsonMapping; splitter: () => Splitter },
): Promise<Inspection> {
  const inspection: Inspection = { faults: [], acceptedRows: [] };
  const { compression, conversion } = load.copy;
  for (const file of files) {
    const numbered = join(load.folder, `${randomUUID()}.json`);
    const { records, broken } = await writeNumberedFile(file.path, numbered, {
      splitter: how.splitter(),
      compression,
      replacement: conversion.replacement,
      limit: faultLimit(load),
      signal: load.context.signal,
    });
    load.record.files.set(file, records);
    const rows = numberedRows(load, numbered, how.mapping);
    const refused = await load.look(rows.refused);
    const faults = [
      ...broken.map(({ text, ...fault }) => ({ file, ...fault, record: text, value: "" })),
      ...refused.map((row) => toFault(load, file, row)),
    ];
    inspection.faults.push(...faults.sort((a, b) => a.line - b.line));
    inspection.acceptedRows.push(rows.accepted);
    if (inspection.faults.length >= faultLimit(load)) break;
  }
  inspection.faults.splice(faultLimit(load));
  return inspection;
}

function numberedRows(load: Load, path: string, mapping: JsonMapping): { accepted: string; refused: string } {
  const reader = `read_json(${fileList([{ path }])}, columns = {line: 'BIGINT', record: 'JSON'}, format = 'newline_delimited', maximum_object_size = ${MAX_RECORD_BYTES + NUMBER_BYTES})`;
  const source = recordFields(reader, { record: "record", mapping });
  const { acceptedRows, firstFault } = rowConversion(load.columns, source, load.copy.conversion);
  return {
    accepted: acceptedRows,
    refused: `select line, fault.column, fault.kind, fault.value, left(record::varchar, 1024) from (select line, record, ${firstFault} as fault from ${source.from}) where fault is not null order by line limit ${faultLimit(load)}`,
  };
}

function toFault(load: Load, file: SourceFile, row: readonly unknown[]): Fault {
  const [line, index, kind, text, record] = row as [string, string, string, string | null, string];
  const column = load.columns[Number(index)];
  const value = text ?? "";
  const { conversion } = load.copy;
  const described = column
    ? describeFault(kind as FaultKind, column, { value, conversion })
    : describeRecordFault(kind as RecordFault);
  return { file, line: Number(line), column, ...described, record, value };
}
