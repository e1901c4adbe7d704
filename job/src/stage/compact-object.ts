import { isUtf8 } from "node:buffer";
import { withoutByteOrderMark } from "./byte-order-mark.ts";
import { scanRows } from "./scan-rows.ts";
import { type PlacedFault, placeOf } from "./structure-fault.ts";

/** A source object made ready for a part. */
export interface CompactObject {
  /** JSON objects in it. */
  rows: number;
  /** One JSON object a line, without the LF that the last one must get. */
  bytes: Uint8Array;
}

const lf = 0x0a;
const cr = 0x0d;
const blank = 0x20;

/**
 * Turns a source object (UTF-8 JSON objects in any layout: pretty-printed, several on a line, CRLF, blank lines, no
 * last LF, nothing at all, a byte order mark) into one JSON object a line, or says what is wrong with it. One that
 * has one object a line already costs a scan and no copy: the bytes are a view of those given.
 */
export function compactObject(source: Uint8Array): CompactObject | { fault: PlacedFault } {
  if (!isUtf8(source)) {
    return { fault: { kind: "not-utf8", ...placeOf(source, firstNotUtf8(source)) } };
  }
  const text = withoutByteOrderMark(source);
  const { bounds, wrapped, fault } = scanRows(text);
  if (fault) return { fault: { kind: fault.kind, ...placeOf(text, fault.at) } };
  const tidy = !wrapped && standOnLinesOfTheirOwn(text, bounds);
  const bytes = tidy ? text.subarray(bounds[0], bounds.at(-1) ?? 0) : oneALine(text, bounds);
  return { rows: bounds.length / 2, bytes };
}

function standOnLinesOfTheirOwn(text: Uint8Array, bounds: readonly number[]): boolean {
  for (let next = 2; next < bounds.length; next += 2) {
    const end = bounds[next - 1] as number;
    const gap = (bounds[next] as number) - end;
    if (gap === 1 ? text[end] !== lf : gap !== 2 || text[end] !== cr || text[end + 1] !== lf) {
      return false;
    }
  }
  return true;
}

/** No JSON text can hold a raw line break, so each one in an object is as good as a blank. */
function oneALine(text: Uint8Array, bounds: readonly number[]): Uint8Array {
  const lines = Buffer.allocUnsafe(text.length + bounds.length);
  let length = 0;
  for (let row = 0; row < bounds.length; row += 2) {
    if (row > 0) lines[length++] = lf;
    for (let at = bounds[row] as number; at < (bounds[row + 1] as number); at++) {
      const byte = text[at] as number;
      lines[length++] = byte === lf || byte === cr ? blank : byte;
    }
  }
  return lines.subarray(0, length);
}

/** Offset of the first byte that is part of no UTF-8 character. */
function firstNotUtf8(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const end = at + characterLength(bytes[at] as number);
    if (end > bytes.length || !isUtf8(bytes.subarray(at, end))) return at;
    at = end;
  }
  return at;
}

/** Bytes of the UTF-8 character that begins with this one. */
function characterLength(lead: number): number {
  if (lead < 0xc0) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}
