import { findFaults, type Inspection } from "./find-faults.ts";
import { jsonMapping } from "./json-mapping.ts";
import { FILE_COLUMN, fieldSource, identifier, type JsonMapping } from "./json-source.ts";
import { JsonSplitter } from "./json-splitter.ts";
import { insertRows, judgeFaults, type Load, type SourceFile } from "./load.ts";
import { rowConversion } from "./row-conversion.ts";
import { type Surveyed, surveyFiles } from "./survey.ts";

type Layout = "lines" | "anywhere";

/**
 * COPY … JSON. All is read and converted by the engine, in one statement; only a file that it cannot read, or one
 * with a fault to be told, is taken apart here.
 */
export async function loadJson(load: Load): Promise<void> {
  const mapping = await jsonMapping(load);
  const { compression, conversion } = load.copy;
  const surveyed = await surveyFiles(
    load.files.filter(({ size }) => size > 0),
    { compression, anyBytes: conversion.replacement !== undefined, signal: load.context.signal },
    load.look,
  );
  for (const { file, records } of surveyed) load.record.files.set(file, records);
  const doubtful = surveyed.filter(({ layout }) => layout === "doubtful").map(({ file }) => file);
  const strict = load.copy.maxError <= 1 && !load.copy.noLoad;
  if (strict && doubtful.length === 0) await loadAll(load, surveyed, mapping);
  else await loadAccepted(load, { surveyed, doubtful, mapping });
}

/** The load that counts on there being no fault. If there is one, the engine stops, and it is looked for. */
async function loadAll(
  load: Load,
  surveyed: readonly Surveyed<SourceFile>[],
  mapping: JsonMapping,
): Promise<void> {
  try {
    await insertFiles(load, surveyed, mapping);
  } catch (error) {
    if (load.context.signal.aborted) throw error;
    const suspects = await faultyFiles(load, surveyed, mapping);
    judgeFaults(load, (await inspect(load, suspects, mapping)).faults);
    throw error;
  }
}

/** The load that leaves refused records out, as long as there are few enough of them. */
async function loadAccepted(
  load: Load,
  {
    surveyed,
    doubtful,
    mapping,
  }: {
    surveyed: readonly Surveyed<SourceFile>[];
    doubtful: readonly SourceFile[];
    mapping: JsonMapping;
  },
): Promise<void> {
  const readable = surveyed.filter(({ layout }) => layout !== "doubtful");
  const suspects = new Set([...doubtful, ...(await faultyFiles(load, readable, mapping))]);
  const inOrder = load.files.filter((file) => suspects.has(file));
  const inspection = await inspect(load, inOrder, mapping);
  judgeFaults(load, inspection.faults);
  if (load.copy.noLoad) return;
  await insertFiles(
    load,
    readable.filter(({ file }) => !suspects.has(file)),
    mapping,
  );
  for (const query of inspection.acceptedRows) await insertRows(load, query);
}

async function insertFiles(
  load: Load,
  surveyed: readonly Surveyed<SourceFile>[],
  mapping: JsonMapping,
): Promise<void> {
  for (const { files, layout } of byLayout(surveyed)) {
    const source = fieldSource(
      files,
      { mapping, columns: load.columns },
      { compression: load.copy.compression, layout },
    );
    await insertRows(load, rowConversion(load.columns, source, load.copy.conversion).allRows);
  }
}

/** The files with a record that is refused. */
async function faultyFiles(
  load: Load,
  surveyed: readonly Surveyed<SourceFile>[],
  mapping: JsonMapping,
): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  for (const { files, layout } of byLayout(surveyed)) {
    found.push(...(await faultyAmong(load, files, { layout, mapping })));
  }
  return found;
}

async function faultyAmong(
  load: Load,
  files: readonly SourceFile[],
  how: { layout: Layout; mapping: JsonMapping },
): Promise<SourceFile[]> {
  const { compression, conversion } = load.copy;
  const { mapping, layout } = how;
  const source = fieldSource(files, { mapping, columns: load.columns }, { compression, layout });
  const { accepts } = rowConversion(load.columns, source, conversion);
  const file = identifier(FILE_COLUMN);
  try {
    const rows = await load.look(
      `select distinct ${file} from ${source.from} where (${accepts}) is not true`,
    );
    const paths = new Set(rows.map(([path]) => path));
    return files.filter(({ path }) => paths.has(path));
  } catch (error) {
    if (load.context.signal.aborted) throw error;
    // A record that the engine's reader refuses, such as one with two members of the same name.
    if (files.length === 1) return [...files];
    const middle = Math.ceil(files.length / 2);
    return [
      ...(await faultyAmong(load, files.slice(0, middle), how)),
      ...(await faultyAmong(load, files.slice(middle), how)),
    ];
  }
}

function inspect(load: Load, files: readonly SourceFile[], mapping: JsonMapping): Promise<Inspection> {
  return findFaults(load, files, { mapping, splitter: () => new JsonSplitter() });
}

function byLayout(surveyed: readonly Surveyed<SourceFile>[]): { files: SourceFile[]; layout: Layout }[] {
  const layouts = (["lines", "anywhere"] as const).map((layout) => ({
    layout,
    files: surveyed.filter((one) => one.layout === layout).map(({ file }) => file),
  }));
  return layouts.filter(({ files }) => files.length > 0);
}
