import type { Answer } from "../job/src/query/answer.ts";
import { formatCsv } from "../job/src/query/format-csv.ts";

/** The first line in which an answer is not what was expected; undefined where one side has ended. */
export interface Difference {
  /** 1 is the header. */
  line: number;
  expected: string | undefined;
  got: string | undefined;
}

/** Compares an answer with the CSV text that it should give; undefined if it does. */
export function compareAnswer(expected: string, answer: Answer): Difference | undefined {
  const wanted = linesOf(expected);
  const got = linesOf(formatCsv(answer));
  for (let index = 0; index < Math.max(wanted.length, got.length); index++) {
    if (wanted[index] === got[index]) continue;
    return { line: index + 1, expected: wanted[index], got: got[index] };
  }
  return undefined;
}

function linesOf(csv: string): string[] {
  return csv.replace(/\n$/, "").split("\n");
}
