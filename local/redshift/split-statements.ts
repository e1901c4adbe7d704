import { tokenize } from "./lexer.ts";

/** The statements between semicolons, without those that are empty. Throws 42601 for what cannot be read at all. */
export function splitStatements(sql: string): string[] {
  const statements: string[] = [];
  let start: number | undefined;
  let end = 0;
  for (const token of tokenize(sql)) {
    const ends = token.kind === "end" || (token.kind === "operator" && token.value === ";");
    if (!ends) {
      start ??= token.start;
      end = token.end;
    } else if (start !== undefined) {
      statements.push(sql.slice(start, end));
      start = undefined;
    }
  }
  return statements;
}
