import { closeSync, openSync, readSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { cancelled } from "../../engine/cancelled.ts";
import type { LocalFile } from "./json-source.ts";

/** What is read at once. A longer record makes a file one that its bytes prove nothing about. */
const CHUNK_BYTES = 1 << 20;

/** Longest time in ms that other sessions wait, but for one read. */
const SLICE_MS = 3;

const [TAB, LINE_FEED, RETURN, BLANK] = [9, 10, 13, 32] as const;
const [OPEN_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [91, 123, 125] as const;
/** COPY refuses it; the engine's text can hold it. */
const ESCAPED_NUL = Buffer.from("\\u0000");

/**
 * Counts the records of files, not compressed, whose bytes prove that each record has a line of its own: every line
 * break stands between a closing and an opening brace, and no other closing brace has a blank or an opening bracket
 * behind it. In JSON that can be nowhere but between two objects at the root, so whatever else is wrong with such a
 * file is wrong for COPY as well. A file that is missing in the answer may be all right: it must be parsed to know.
 *
 * It takes a third of the time that the engine takes to parse them. The synchronous calls of fs take a tenth of what
 * the others take for a small file.
 */
export async function countPlainLines<File extends LocalFile>(
  files: readonly File[],
  signal: AbortSignal,
): Promise<Map<File, number>> {
  const counts = new Map<File, number>();
  const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES + 1);
  const makeWay = inSlices(signal);
  for (const file of files) {
    const records = await countInFile(file.path, buffer, makeWay);
    if (records !== undefined) counts.set(file, records);
  }
  return counts;
}

async function countInFile(
  path: string,
  buffer: Buffer,
  makeWay: () => Promise<void>,
): Promise<number | undefined> {
  const file = openSync(path, "r");
  try {
    let records = 0;
    let filled = 0;
    for (;;) {
      await makeWay();
      filled = fill(file, buffer.subarray(0, CHUNK_BYTES), filled);
      const isLast = filled < CHUNK_BYTES;
      // The last line may have no break.
      if (isLast && filled > 0 && buffer[filled - 1] !== LINE_FEED) buffer[filled++] = LINE_FEED;
      const end = buffer.subarray(0, filled).lastIndexOf(LINE_FEED) + 1;
      const count = countIn(buffer.subarray(0, end));
      if (count === undefined || (end === 0 && !isLast)) return undefined;
      records += count;
      if (isLast) return records;
      buffer.copyWithin(0, end, filled);
      filled -= end;
    }
  } finally {
    closeSync(file);
  }
}

/** Long synchronous work awaits this between its pieces. Rejects when the statement is cancelled. */
function inSlices(signal: AbortSignal): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (signal.aborted) throw cancelled(signal);
    if (performance.now() - began < SLICE_MS) return;
    await setImmediate();
    began = performance.now();
  };
}

/** Reads until the buffer is full or the file at its end; gives how many bytes there are. */
function fill(file: number, buffer: Buffer, held: number): number {
  let filled = held;
  while (filled < buffer.length) {
    const count = readSync(file, buffer, filled, buffer.length - filled, null);
    if (count === 0) break;
    filled += count;
  }
  return filled;
}

/** Whole lines in, their number out, or undefined where they are not as plain as that. */
function countIn(lines: Buffer): number | undefined {
  let count = 0;
  for (let start = 0; start < lines.length; count += 1) {
    if (lines[start] !== OPEN_OBJECT) return undefined;
    const end = lines.indexOf(LINE_FEED, start);
    if (lines[lines[end - 1] === RETURN ? end - 2 : end - 1] !== CLOSE_OBJECT) return undefined;
    start = end + 1;
  }
  for (let at = lines.indexOf(CLOSE_OBJECT); at >= 0; at = lines.indexOf(CLOSE_OBJECT, at + 1)) {
    const next = lines[at + 1];
    if (next === OPEN_OBJECT || next === OPEN_ARRAY || next === BLANK || next === TAB) return undefined;
    if (next === RETURN && lines[at + 2] !== LINE_FEED) return undefined;
  }
  return lines.includes(ESCAPED_NUL) ? undefined : count;
}
