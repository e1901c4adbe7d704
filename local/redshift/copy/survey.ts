import { open } from "node:fs/promises";
import type { CopyStatement } from "./copy-statement.ts";
import { FILE_COLUMN, identifier, type LocalFile, MAX_RECORD_BYTES, recordSource } from "./json-source.ts";
import type { Look } from "./load.ts";
import { countPlainLines } from "./plain-lines.ts";

/** What a look at a file says about how to read it. */
export interface Surveyed<File extends LocalFile> {
  file: File;
  /** "doubtful": the engine's reader cannot make sense of it, or would let something pass that COPY refuses. */
  layout: "lines" | "anywhere" | "doubtful";
  records: number;
}

interface Sight {
  records: number;
  /** Bytes of the records alone. */
  bytes: bigint;
  doubtful: boolean;
}

/** How files are to be looked at. */
export interface SurveyOptions {
  compression: CopyStatement["compression"];
  /** Bytes that are not UTF-8 are no fault. */
  anyBytes: boolean;
  signal: AbortSignal;
}

/**
 * Finds out how each file can be read, without a statement that fails in the session's transaction: a failed one
 * would end it. Where the bytes do not show it, the engine parses all of the JSON here.
 */
export async function surveyFiles<File extends LocalFile>(
  files: readonly File[],
  { compression, anyBytes, signal }: SurveyOptions,
  look: Look,
): Promise<Surveyed<File>[]> {
  const counts =
    compression === "none" && !anyBytes ? await countPlainLines(files, signal) : new Map<File, number>();
  const unsure = files.filter((file) => !counts.has(file));
  const parsed = await parseFiles(unsure, compression, look);
  const plain = Array.from(counts, ([file, records]) => ({ file, layout: "lines" as const, records }));
  return [...plain, ...parsed];
}

/** Lets the engine parse the files: all at once and, where it cannot, ever fewer. */
async function parseFiles<File extends LocalFile>(
  files: readonly File[],
  compression: CopyStatement["compression"],
  look: Look,
): Promise<Surveyed<File>[]> {
  if (files.length === 0) return [];
  for (const layout of ["lines", "anywhere"] as const) {
    const sights = await lookAt(files, { compression, layout }, look);
    if (sights) return Promise.all(files.map((file) => judge(file, sights, { compression, layout })));
  }
  const [first] = files;
  if (first && files.length === 1) return [{ file: first, layout: "doubtful", records: 0 }];
  const middle = Math.ceil(files.length / 2);
  return [
    ...(await parseFiles(files.slice(0, middle), compression, look)),
    ...(await parseFiles(files.slice(middle), compression, look)),
  ];
}

interface Layout {
  compression: CopyStatement["compression"];
  layout: "lines" | "anywhere";
}

/** Undefined when a file among them cannot be read in this way. */
async function lookAt(
  files: readonly LocalFile[],
  options: Layout,
  look: Look,
): Promise<Map<string, Sight> | undefined> {
  const doubt = [
    `strlen(json) > ${MAX_RECORD_BYTES}`,
    "not (starts_with(json, '{') or starts_with(json, '['))",
    // The engine's text can hold a NUL, Redshift's cannot.
    "contains(json, '\\u0000')",
  ].join(" or ");
  const file = identifier(FILE_COLUMN);
  try {
    const rows = await look(
      `select ${file}, count(*), sum(strlen(json))::bigint, bool_or(${doubt}) from ${recordSource(files, options)} group by ${file}`,
    );
    return new Map(
      rows.map(([path, records, bytes, doubtful]) => [
        String(path),
        { records: Number(records), bytes: BigInt(bytes ?? 0), doubtful: doubtful === "t" },
      ]),
    );
  } catch (error) {
    if (isAboutInput(error as Error)) return undefined;
    throw error;
  }
}

async function judge<File extends LocalFile>(
  file: File,
  sights: ReadonlyMap<string, Sight>,
  { compression, layout }: Layout,
): Promise<Surveyed<File>> {
  const seen = sights.get(file.path) ?? { records: 0, bytes: 0n, doubtful: false };
  const cut = compression === "gzip" && (await mayBeCut(file, seen));
  // The engine finds none in what is nothing but a comma, and does not mind.
  const isDoubtful = seen.doubtful || cut || seen.records === 0;
  return { file, layout: isDoubtful ? "doubtful" : layout, records: seen.records };
}

/**
 * The engine takes a gzip stream that ends too early for a whole one. The stream's last four bytes say how long it
 * is unpacked: the records and a line break after each, or after all but the last.
 */
async function mayBeCut({ path }: LocalFile, { records, bytes }: Sight): Promise<boolean> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(4);
    await handle.read(last, 0, 4, Math.max(size - 4, 0));
    const unpacked = BigInt(last.readUInt32LE());
    const expected = bytes + BigInt(records);
    return ![expected, expected - 1n].some((length) => BigInt.asUintN(32, length) === unpacked);
  } finally {
    await handle.close();
  }
}

function isAboutInput({ cause }: Error): boolean {
  return cause instanceof Error && /^(Invalid Input|IO) Error/.test(cause.message);
}
