import type { Cursor } from "../syntax/cursor.ts";
import { readArgument } from "./command-arguments.ts";

/**
 * Reads one clause of COPY's and UNLOAD's authorization, if the next word begins one. Its values are not kept: the
 * stand-in reads S3 with its own rights.
 */
export function readAuthorization(cursor: Cursor): boolean {
  if (cursor.accept("with")) {
    cursor.expect("credentials");
    readArgument(cursor);
    return true;
  }
  if (cursor.accept("iam_role")) {
    if (!cursor.accept("default")) readArgument(cursor);
    return true;
  }
  if (cursor.accept("credentials")) {
    readArgument(cursor);
    return true;
  }
  if (cursor.accept("access_key_id")) {
    readArgument(cursor);
    cursor.expect("secret_access_key");
    readArgument(cursor);
    if (cursor.acceptAny(["session_token", "token"])) readArgument(cursor);
    return true;
  }
  return false;
}
