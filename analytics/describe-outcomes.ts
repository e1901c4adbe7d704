import type { Outcome } from "./run-questions.ts";

/** The outcomes for people: a line a question, what differs below it, and how many were the same. */
export function describeOutcomes(outcomes: readonly Outcome[]): string {
  const width = Math.max(...outcomes.map(({ name }) => name.length));
  const lines = outcomes.flatMap((outcome) => [
    `${outcome.name.padEnd(width)}  ${String(outcome.rows).padStart(5)} rows  ${outcome.result}`,
    ...detailsOf(outcome),
  ]);
  const same = outcomes.filter(({ result }) => result === "same").length;
  return `${lines.join("\n")}\n\n${same} of ${outcomes.length} answers are the expected ones\n`;
}

function detailsOf({ difference, reason }: Outcome): string[] {
  if (reason !== undefined) return [`    ${reason}`];
  if (difference === undefined) return [];
  const { line, expected = "no such line", got = "no such line" } = difference;
  return [
    `    line ${line} expected  ${expected}`,
    `    ${" ".repeat(`line ${line}`.length)} got       ${got}`,
  ];
}
