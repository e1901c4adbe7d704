import type { SqlError } from "../../wire/database.ts";
import type { Cursor } from "../syntax/cursor.ts";

/** What Redshift's statements start with. Any of them that nothing else took is known and not supported. */
const KNOWN = new Set(
  `alter analyze attach call cancel close comment create deallocate desc describe detach drop execute explain grant
  insert lock merge refresh rename revoke select set show truncate unload use vacuum values`.split(/\s+/),
);

const OBJECTS = new Set(
  `aggregate database datashare default external function group identity library masking materialized model
  policy procedure replace rls role schema table temp temporary user view or database`.split(/\s+/),
);

/** 0A000 for a statement of Redshift's that the stand-in lacks, 42601 for what is none. */
export function unsupportedStatement(cursor: Cursor): SqlError {
  const first = cursor.peek();
  if (first.kind !== "word" || !KNOWN.has(first.value)) return cursor.syntaxError();
  const words = [first.value];
  for (let ahead = 1; ahead < 4; ahead += 1) {
    const { kind, value } = cursor.peek(ahead);
    if (kind !== "word" || !OBJECTS.has(value)) break;
    words.push(value);
  }
  return cursor.unsupported(words.join(" ").toUpperCase());
}
