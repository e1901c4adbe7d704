/**
 * What a byte scan finds wrong with an object, as the end of a sentence that begins with a place. An array at the
 * root is refused although COPY takes it: it would fill columns by position, which no Sparkify file means.
 */
export const structureFaults = {
  "not-utf8": "is not UTF-8",
  nul: "has a NUL character",
  control: "has a control character",
  "line-break": "has a line break inside a text",
  text: "has text outside of an object",
  comma: "has a comma outside of an object",
  array: "has an array where an object belongs",
  bracket: "has a bracket that does not match the one it closes",
  cut: "begins an object that does not end",
  "too-long": "begins an object of more than 4 MB",
} as const;

export type StructureFault = keyof typeof structureFaults;

/** A fault and its place: line and column count from 1, the column in bytes. */
export interface PlacedFault {
  kind: StructureFault;
  line: number;
  column: number;
}

/** The place of a byte (by its offset) as a person counts: lines end at LF. */
export function placeOf(bytes: Uint8Array, at: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (let end = bytes.indexOf(0x0a); end !== -1 && end < at; end = bytes.indexOf(0x0a, lineStart)) {
    line += 1;
    lineStart = end + 1;
  }
  return { line, column: at - lineStart + 1 };
}
