import type { StructureFault } from "./structure-fault.ts";

/** Longest object that COPY takes, in bytes. */
export const longestRow = 4 * 1024 * 1024;

const quote = 1;
const opener = 2;
const closer = 3;
const lineBreak = 4;
const control = 5;
const backslash = 6;

/** What a byte means in an object outside of its texts; 0 is nothing. */
const outsideTexts = new Uint8Array(256);
outsideTexts.fill(control, 0x00, 0x20);
outsideTexts[0x09] = 0;
outsideTexts[0x0a] = lineBreak;
outsideTexts[0x0d] = lineBreak;
outsideTexts[0x22] = quote;
for (const bracket of Buffer.from("{[")) outsideTexts[bracket] = opener;
for (const bracket of Buffer.from("}]")) outsideTexts[bracket] = closer;

/** The same inside a text. */
const insideTexts = new Uint8Array(256);
insideTexts.fill(control, 0x00, 0x20);
insideTexts[0x22] = quote;
insideTexts[0x5c] = backslash;

/** The JSON objects that stand at the root of a text. */
export interface RowScan {
  /** Start and end (exclusive) of each object, one after the other: offsets into the bytes. */
  bounds: number[];
  /** Whether an object has line breaks in it, as pretty-printed ones have. */
  wrapped: boolean;
  /** The first fault and its offset; objects after it are not looked for. */
  fault?: { kind: StructureFault; at: number };
}

/**
 * Finds root-level objects by brackets and quotes alone, one look at each byte. Whether `{"a" 1}` is JSON is for
 * COPY to say; what would make COPY see other objects than there are, or what no text may hold, is a fault here.
 */
export function scanRows(bytes: Uint8Array): RowScan {
  const scan: RowScan = { bounds: [], wrapped: false };
  let start = afterBlanks(bytes, 0);
  while (start < bytes.length) {
    const end = endOfRow(bytes, start, scan);
    if (scan.fault) break;
    scan.bounds.push(start, end);
    start = afterBlanks(bytes, end);
  }
  return scan;
}

function afterBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte !== 0x0a && byte !== 0x20 && byte !== 0x0d && byte !== 0x09) break;
    at += 1;
  }
  return at;
}

/** The offset after the object that begins at `start`, or any offset once the scan has a fault. */
function endOfRow(bytes: Uint8Array, start: number, scan: RowScan): number {
  if (bytes[start] !== 0x7b) return fail(scan, faultOutside(bytes[start] as number), start);
  const closers: number[] = [];
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    switch (outsideTexts[byte]) {
      case quote:
        at = endOfText(bytes, at, scan);
        if (scan.fault) return at;
        break;
      case opener:
        closers.push(byte + 2); // both closing brackets come two after their opening ones
        break;
      case closer:
        if (closers.pop() !== byte) return fail(scan, "bracket", at);
        if (closers.length > 0) break;
        return at - start < longestRow ? at + 1 : fail(scan, "too-long", start);
      case lineBreak:
        scan.wrapped = true;
        break;
      case control:
        return fail(scan, byte === 0 ? "nul" : "control", at);
    }
  }
  return fail(scan, "cut", start);
}

/** The offset of the quote that ends the text begun at `start`, or that of the end of the bytes. */
function endOfText(bytes: Uint8Array, start: number, scan: RowScan): number {
  for (let at = start + 1; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    switch (insideTexts[byte]) {
      case quote:
        return at;
      case backslash:
        if (isNulEscape(bytes, at)) return fail(scan, "nul", at);
        if (insideTexts[bytes[at + 1] as number] !== control) at += 1;
        break;
      case control:
        return fail(scan, faultInText(byte), at);
    }
  }
  return bytes.length;
}

/** COPY refuses \u0000 as it refuses the byte: no Redshift text holds NUL. */
function isNulEscape(bytes: Uint8Array, at: number): boolean {
  if (bytes[at + 1] !== 0x75) return false;
  for (let digit = at + 2; digit < at + 6; digit++) {
    if (bytes[digit] !== 0x30) return false;
  }
  return true;
}

function faultOutside(byte: number): StructureFault {
  if (byte === 0x2c) return "comma";
  if (byte === 0x5b) return "array";
  if (byte === 0) return "nul";
  return "text";
}

function faultInText(byte: number): StructureFault {
  if (byte === 0) return "nul";
  return byte === 0x0a || byte === 0x0d ? "line-break" : "control";
}

function fail(scan: RowScan, kind: StructureFault, at: number): number {
  scan.fault = { kind, at };
  return at;
}
