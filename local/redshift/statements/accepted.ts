import { commandPlan, type Plan } from "../plan.ts";
import type { Cursor } from "../syntax/cursor.ts";

interface Accepted {
  /** The words that the statement starts with. */
  start: string;
  tag: string;
  /** Why there is nothing to do. */
  because: string;
  alone?: true;
}

/**
 * Statements that are taken and change nothing, all of them. (What CREATE TABLE takes without effect, DISTSTYLE,
 * DISTKEY, SORTKEY, ENCODE, BACKUP and the keys, stands in table-attributes.ts and table-body.ts.)
 */
const ACCEPTED: readonly Accepted[] = [
  { start: "analyze", tag: "ANALYZE", because: "the engine keeps its own statistics" },
  { start: "analyse", tag: "ANALYZE", because: "the engine keeps its own statistics" },
  { start: "vacuum", tag: "VACUUM", because: "the engine sorts and reclaims by itself", alone: true },
  { start: "grant", tag: "GRANT", because: "every user of the stand-in may do everything" },
  { start: "revoke", tag: "REVOKE", because: "every user of the stand-in may do everything" },
  {
    start: "alter default privileges",
    tag: "ALTER DEFAULT PRIVILEGES",
    because: "every user may do everything",
  },
];

/** Statements that start like one of those, and are not taken. */
const REFUSED = [
  "analyze compression",
  "analyse compression",
  "grant assumerole",
  "grant role",
  "revoke role",
];

export function planAccepted(cursor: Cursor): Plan | undefined {
  if (REFUSED.some((start) => cursor.at(...start.split(" ")))) {
    throw cursor.unsupported(`${cursor.peek().value} ${cursor.peek(1).value}`.toUpperCase());
  }
  const accepted = ACCEPTED.find(({ start }) => cursor.at(...start.split(" ")));
  if (accepted === undefined) return undefined;
  while (!cursor.atEnd() && !cursor.at(";")) {
    if (cursor.at("(")) cursor.skipParentheses();
    else cursor.next();
  }
  cursor.expectEnd();
  return commandPlan(async () => ({ tag: accepted.tag }), { kind: accepted.alone ? "alone" : "query" });
}
