import type { Answer } from "../job/src/query/answer.ts";

type FactRow = Readonly<Record<string, string>>;

/** The rows of `facts` that no row of the answer agrees with. */
export function missingFacts({ columns, rows }: Answer, facts: readonly FactRow[]): FactRow[] {
  const names = columns.map(({ name }) => name);
  return facts.filter(
    (fact) =>
      !rows.some((row) => Object.entries(fact).every(([name, value]) => row[names.indexOf(name)] === value)),
  );
}
