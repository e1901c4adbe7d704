import { SqlError } from "../../wire/database.ts";
import type { QualifiedName } from "../context.ts";
import type { Cursor } from "../syntax/cursor.ts";

/** `[AS] 'text'`, as most options of COPY and UNLOAD have their argument. */
export function readArgument(cursor: Cursor): string {
  cursor.accept("as");
  return cursor.string();
}

/** `[AS] 12`, also as a string. */
export function readCount(cursor: Cursor): number {
  cursor.accept("as");
  const token = cursor.next();
  if (/^\d+$/.test(token.value)) return Number(token.value);
  throw cursor.syntaxError(token);
}

/** `[AS] 'c'`: one ASCII character, not NUL. */
export function readCharacter(cursor: Cursor): string {
  const text = readArgument(cursor);
  if (text.length === 1 && text > "\0" && text < "\x80") return text;
  throw new SqlError("22023", `"${text}" is not a single ASCII character`);
}

/** `ON | OFF | TRUE | FALSE`; nothing means on. */
export function readSwitch(cursor: Cursor): boolean {
  if (cursor.acceptAny(["off", "false"])) return false;
  cursor.acceptAny(["on", "true"]);
  return true;
}

export function readQualifiedName(cursor: Cursor): QualifiedName {
  const name = cursor.name();
  return cursor.accept(".") ? { schema: name, name: cursor.label() } : { name };
}

/** `(a, b, …)` */
export function readNames(cursor: Cursor): string[] {
  cursor.expect("(");
  const names = [cursor.label()];
  while (cursor.accept(",")) names.push(cursor.label());
  cursor.expect(")");
  return names;
}

/** The statement has nothing more to say; a last semicolon says nothing. */
export function isAtEnd(cursor: Cursor): boolean {
  return cursor.atEnd() || cursor.at(";");
}
