import type { Table } from "../catalog/table.ts";
import type { Cursor } from "../syntax/cursor.ts";
import { parseNames } from "../syntax/parse-query.ts";

/** What stands after a table's columns. It is kept to be shown (svv_table_info, pg_table_def) and has no effect. */
export interface TableAttributes {
  diststyle?: Table["diststyle"];
  distkey?: string;
  sortkey: readonly string[];
  sortstyle?: "compound" | "interleaved";
}

/** DISTSTYLE, DISTKEY, [COMPOUND | INTERLEAVED] SORTKEY, SORTKEY AUTO, ENCODE AUTO, BACKUP, in any order. */
export function parseTableAttributes(cursor: Cursor): TableAttributes {
  const attributes: TableAttributes = { sortkey: [] };
  while (acceptAttribute(cursor, attributes));
  return attributes;
}

function acceptAttribute(cursor: Cursor, attributes: TableAttributes): boolean {
  if (cursor.accept("backup")) return expectOne(cursor, ["yes", "no"]) !== undefined;
  if (cursor.accept("encode")) return expectOne(cursor, ["auto"]) !== undefined;
  if (cursor.accept("diststyle")) {
    attributes.diststyle = expectOne(cursor, ["auto", "even", "key", "all"]) as Table["diststyle"];
    return true;
  }
  if (cursor.accept("distkey")) {
    attributes.distkey = cursor.at("(") ? (parseNames(cursor)[0] as string) : cursor.name();
    return true;
  }
  const style = cursor.acceptAny(["compound", "interleaved"]);
  if (cursor.accept("sortkey")) {
    if (style !== undefined) attributes.sortstyle = style as "compound";
    if (!cursor.accept("auto")) attributes.sortkey = cursor.at("(") ? parseNames(cursor) : [cursor.name()];
    return true;
  }
  if (style !== undefined) throw cursor.syntaxError();
  if (cursor.at("on", "commit")) throw cursor.unsupported("ON COMMIT");
  return false;
}

function expectOne(cursor: Cursor, words: readonly string[]): string {
  const word = cursor.acceptAny(words);
  if (word === undefined) throw cursor.syntaxError();
  return word;
}
