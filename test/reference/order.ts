/** Which of two rows wins: below 0 the first, above 0 the second, 0 when this rule does not tell. */
export type Order<Row> = (one: Row, two: Row) => number;

/** The row that wins by the rules in order. */
export function best<Row>(rows: readonly Row[], rules: readonly Order<Row>[]): Row {
  const [first, ...others] = rows;
  if (first === undefined) throw new Error("Cannot choose from no rows");
  return others.reduce((winner, row) => (firstDifference(row, winner, rules) < 0 ? row : winner), first);
}

/** Text by its bytes, the smallest wins; null loses. */
export function smallestText<Row>(of: (row: Row) => string | null): Order<Row> {
  return nullsLast(of, (one, two) => Buffer.compare(Buffer.from(one), Buffer.from(two)));
}

/** Text by its length in bytes, the shortest wins; null loses. */
export function shortestText<Row>(of: (row: Row) => string | null): Order<Row> {
  return nullsLast(of, (one, two) => Buffer.byteLength(one) - Buffer.byteLength(two));
}

/** The smallest number wins; null loses. */
export function smallest<Row>(of: (row: Row) => number | null): Order<Row> {
  return nullsLast(of, (one, two) => one - two);
}

/** The greatest number wins; null loses. */
export function greatest<Row>(of: (row: Row) => number | null): Order<Row> {
  return nullsLast(of, (one, two) => two - one);
}

/** A row of which something holds wins over one of which it does not. */
export function preferred<Row>(holds: (row: Row) => boolean): Order<Row> {
  return (one, two) => Number(holds(two)) - Number(holds(one));
}

function firstDifference<Row>(one: Row, two: Row, rules: readonly Order<Row>[]): number {
  for (const rule of rules) {
    const difference = rule(one, two);
    if (difference !== 0) return difference;
  }
  return 0;
}

function nullsLast<Row, Value>(
  of: (row: Row) => Value | null,
  compare: (one: Value, two: Value) => number,
): Order<Row> {
  return (row, other) => {
    const one = of(row);
    const two = of(other);
    if (one === null || two === null) return Number(one === null) - Number(two === null);
    return compare(one, two);
  };
}
