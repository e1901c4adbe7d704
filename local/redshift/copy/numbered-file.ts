import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { cancelled } from "../../engine/cancelled.ts";
import type { CopyStatement } from "./copy-statement.ts";
import { invalidUtf8 } from "./fault.ts";
import type { Piece, Splitter } from "./splitter.ts";

const CHUNK_BYTES = 1 << 18;

/** Something in a file that makes no record. */
export interface BrokenPiece {
  line: number;
  code: number;
  message: string;
  text: string;
  /** The file ends before its end: nobody can tell what is lost. */
  fatal?: boolean;
}

export interface NumberingOptions {
  splitter: Splitter;
  compression: CopyStatement["compression"];
  /** Of bytes that are not UTF-8; without it a record with some is broken. */
  replacement?: string | undefined;
  /** Broken pieces after which the rest does not matter. */
  limit: number;
  signal: AbortSignal;
}

/**
 * Writes the whole records of a file to another, one a line, as `{"line": 12, "record": …}`; returns how many records
 * it saw and those that were none. This is the slow way to read a file, for one that the engine cannot read or that
 * has a fault to be told.
 */
export async function writeNumberedFile(
  path: string,
  target: string,
  options: NumberingOptions,
): Promise<{ records: number; broken: BrokenPiece[] }> {
  const seen: Seen = { records: 0, broken: [] };
  await using output = await open(target, "w");
  try {
    for await (const chunk of unpacked(path, options.compression)) {
      if (options.signal.aborted) throw cancelled(options.signal);
      await output.write(numberPieces(options.splitter.push(chunk), seen, options));
      if (seen.broken.length >= options.limit) return seen;
    }
    await output.write(numberPieces(options.splitter.end(), seen, options));
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    if (!/^(Z|ZSTD)_/.test(code)) throw error;
    const line = [...options.splitter.end()].at(-1)?.line ?? 0;
    seen.broken.push({ line, code: 1216, message: `Cannot decompress: ${message}`, text: "", fatal: true });
  }
  return seen;
}

interface Seen {
  records: number;
  broken: BrokenPiece[];
}

function numberPieces(pieces: Iterable<Piece>, seen: Seen, options: NumberingOptions): string {
  let text = "";
  for (const piece of pieces) {
    seen.records += 1;
    const fault = faultOf(piece, options.replacement);
    if (fault) seen.broken.push(fault);
    else text += numberedLine(piece, options.replacement);
  }
  return text;
}

function unpacked(path: string, compression: CopyStatement["compression"]): AsyncIterable<Buffer> {
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  if (compression === "none") return file;
  const unpack = compression === "gzip" ? createGunzip() : createZstdDecompress();
  // A fault of either ends both, and the reader meets it.
  return pipeline(file, unpack, () => {});
}

function faultOf(piece: Piece, replacement: string | undefined): BrokenPiece | undefined {
  const { bytes, line, fault } = piece;
  const text = bytes.toString("utf8", 0, 1024);
  if (fault) return { line, ...fault, text };
  if (replacement === undefined && !isUtf8(bytes)) {
    return { line, code: 1220, message: invalidUtf8Message(bytes), text };
  }
  if (!isWellFormed(bytes)) {
    return { line, code: 1220, message: "Invalid JSON: half a surrogate pair in a string", text };
  }
  return undefined;
}

function numberedLine({ bytes, line }: Piece, replacement: string | undefined): string {
  const record = isUtf8(bytes) ? bytes.toString("utf8") : replaceInvalid(bytes, replacement ?? "?");
  // A raw line break is a blank here: none can stand inside a string.
  return `{"line": ${line}, "record": ${record.replaceAll(/[\r\n]/g, " ")}}\n`;
}

/** The engine refuses an escaped half of a surrogate pair. */
function isWellFormed(bytes: Buffer): boolean {
  const text = bytes.toString("latin1");
  return !/\\u[dD][89a-fA-F]/.test(text) || JSON.stringify(JSON.parse(text)).search(/\\ud[89a-f]/) < 0;
}

function invalidUtf8Message(bytes: Buffer): string {
  const at = firstInvalid(bytes);
  const hex = bytes.subarray(at, at + 1).toString("hex");
  return invalidUtf8(hex, 3);
}

/** Every byte that is not UTF-8 becomes the replacement. */
function replaceInvalid(bytes: Buffer, replacement: string): string {
  let text = "";
  let rest = bytes;
  while (!isUtf8(rest)) {
    const at = firstInvalid(rest);
    text += rest.toString("utf8", 0, at) + replacement;
    rest = rest.subarray(at + 1);
  }
  return text + rest.toString("utf8");
}

/** Offset of the first byte that belongs to no character. */
function firstInvalid(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length) {
    const length = characterLength(bytes[at] as number);
    if (length === 0 || !isUtf8(bytes.subarray(at, at + length))) return at;
    at += length;
  }
  return at;
}

function characterLength(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}
