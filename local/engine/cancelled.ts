import { SqlError } from "../wire/database.ts";

/** The error of a statement whose signal was aborted. */
export function cancelled({ reason }: AbortSignal): SqlError {
  if (reason instanceof SqlError) return reason;
  return new SqlError("57014", "canceling statement due to user request", { cause: reason });
}
