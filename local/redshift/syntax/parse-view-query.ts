import type { Query } from "./ast.ts";
import { Cursor } from "./cursor.ts";
import { parseQuery } from "./parse-query.ts";

/** The query of a view, from the text it is kept as. */
export function parseViewQuery(text: string): Query {
  const cursor = new Cursor(text);
  const query = parseQuery(cursor);
  cursor.expectEnd();
  return query;
}
