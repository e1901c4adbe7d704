import { withoutByteOrderMark } from "./byte-order-mark.ts";
import { longestRow, scanRows } from "./scan-rows.ts";
import { type PlacedFault, placeOf } from "./structure-fault.ts";

/** Bytes that are looked at in one go, at least. */
const blockSize = 1024 * 1024;

/** Line and column from 1, the column in bytes. */
export interface Place {
  line: number;
  column: number;
}

/** One JSON object of a source object, as it stands there. */
export interface SourceRow {
  bytes: Uint8Array;
  start: Place;
  lastLine: number;
}

/**
 * The rows of a source object of any size, and the fault that ends them if there is one. Holds one row and a block.
 */
export async function* sourceRows(
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<SourceRow | { fault: PlacedFault }, void> {
  let rest: Uint8Array | undefined;
  let place: Place = { line: 1, column: 1 };
  let last: PlacedFault | undefined;
  for await (const block of blocks(stream)) {
    const text = rest ? Buffer.concat([rest, block]) : withoutByteOrderMark(block);
    const { bounds, fault } = scanRows(text);
    let end = 0;
    for (let at = 0; at < bounds.length; at += 2) {
      const bytes = text.subarray(bounds[at], bounds[at + 1]);
      const start = afterBytes(place, text.subarray(end, bounds[at]));
      place = afterBytes(start, bytes);
      end = bounds[at + 1] as number;
      yield { bytes, start, lastLine: place.line };
    }
    rest = text.subarray(end);
    last = fault && { kind: fault.kind, ...afterBytes(place, text.subarray(end, fault.at)) };
    if (last?.kind === "cut" && rest.length > longestRow) last.kind = "too-long";
    if (last && last.kind !== "cut") break;
  }
  if (last) yield { fault: last };
}

/** The place that is reached when the bytes have been read on from a place. */
export function afterBytes(from: Place, bytes: Uint8Array): Place {
  const { line, column } = placeOf(bytes, bytes.length);
  return { line: from.line + line - 1, column: line === 1 ? from.column + column - 1 : column };
}

async function* blocks(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= blockSize) {
      yield Buffer.concat(chunks);
      chunks = [];
      size = 0;
    }
  }
  if (size > 0) yield Buffer.concat(chunks);
}
