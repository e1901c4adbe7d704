const oneRow = /\bvalues \((?:\$\d+(?:, )?)+\)$/;

/**
 * An insert of one row, `… values ($1, $2)`, made one of many, `… values ($1, $2), ($3, $4)`: all of them in one round
 * trip. Throws a plain Error (a bug) for another statement, or for rows of unequal length.
 */
export function repeatValues(statement: string, rows: readonly (readonly unknown[])[]): string {
  const [width = 0] = rows.map((row) => row.length);
  if (!oneRow.test(statement) || rows.some((row) => row.length !== width)) {
    throw new Error(`Cannot insert ${rows.length} rows at once: ${statement}`);
  }
  const tuples = rows.map((row, index) => {
    const marks = row.map((_, column) => `$${index * width + column + 1}`);
    return `(${marks.join(", ")})`;
  });
  return statement.replace(oneRow, () => `values ${tuples.join(", ")}`);
}
