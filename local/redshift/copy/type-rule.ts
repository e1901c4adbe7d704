/** Why a text is refused. fault-report.ts has the codes and words. */
export type FaultKind =
  | "missing"
  | "length"
  | "multibyte"
  | "null byte"
  | "digit"
  | "overflow"
  | "float"
  | "boolean"
  | "date"
  | "timestamp";

/** How a text becomes a value of a type, without regard to NULL: SQL. */
export interface TypeRule {
  /** True for a text that has the type's form. */
  matches: string;
  /** A test that is true for nearly all of those and for no other, and their value: at a fraction of the cost. */
  surely?: { test: string; value: string };
  /** The part of both that takes the time, and stands in each of them. */
  cast?: string;
  value: string;
  /** Conditions tried in order, then the last kind. */
  faults: readonly (readonly [condition: string, kind: FaultKind])[];
  otherwise: FaultKind;
}

export const INTEGER = "[-+]?[0-9]+";
export const DECIMAL = "[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?";

export function matches(text: string, pattern: string): string {
  return `regexp_full_match(${text}, '${pattern}')`;
}
