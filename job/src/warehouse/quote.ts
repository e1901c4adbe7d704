/**
 * A text as an SQL literal, for the statements that take no bind parameters (COPY, UNLOAD, SET). Redshift reads a
 * backslash in a plain literal as an escape in some places and not in others, so one is refused, as a NUL is,
 * which no text of the warehouse can hold.
 */
export function quoteLiteral(text: string): string {
  if (text.includes("\\") || text.includes("\0")) {
    throw new Error(`Cannot quote a text with a backslash or NUL for SQL: ${JSON.stringify(text)}`);
  }
  return `'${text.replaceAll("'", "''")}'`;
}
