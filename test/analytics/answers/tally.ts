import { grouped } from "../../reference/grouped.ts";
import type { SongplayRow } from "../../reference/star-rows.ts";

/** A value of an answer as text: what a CSV file holds of it, null for NULL. */
type Cell = string | null;
export type AnswerRow = Record<string, Cell>;

/** Plays by what `keyOf` gives of one, with how many plays and listeners each key has. */
export function tally<Key>(plays: readonly SongplayRow[], keyOf: (play: SongplayRow) => Key) {
  return [...grouped(plays, keyOf)].map(([key, rows]) => ({
    key,
    rows,
    plays: rows.length,
    listeners: distinct(rows, (play) => play.user_id),
  }));
}

export function distinct<Row>(rows: readonly Row[], of: (row: Row) => unknown): number {
  return new Set(rows.map(of).filter((value) => value !== null)).size;
}

/** `part / whole` with one decimal, a half rounded away from zero, in whole numbers so that nothing is lost. */
export function oneDecimal(part: number, whole: number): string {
  const tenths = (20n * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole));
  return `${tenths / 10n}.${tenths % 10n}`;
}

export function percent(part: number, whole: number): string {
  return oneDecimal(100 * part, whole);
}

/** A timestamp as the warehouse writes it: without a fraction's trailing zeros. */
export function written(timestamp: string): string {
  return timestamp.replace(/\.?0+$/, "");
}

type Key<Row> = (row: Row) => number | string | null;

/** Sorts by keys in order: text by its bytes, null last. A key in `descending` turns the order around. */
export function sorted<Row>(
  rows: readonly Row[],
  keys: readonly Key<Row>[],
  { descending = [] }: { descending?: readonly Key<Row>[] } = {},
): Row[] {
  return [...rows].sort((one, two) => {
    for (const key of descending) {
      const order = compare(key(two), key(one));
      if (order !== 0) return order;
    }
    for (const key of keys) {
      const order = compare(key(one), key(two));
      if (order !== 0) return order;
    }
    return 0;
  });
}

function compare(one: number | string | null, two: number | string | null): number {
  if (one === null || two === null) return Number(one === null) - Number(two === null);
  if (typeof one === "number" && typeof two === "number") return one - two;
  return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(two)));
}
