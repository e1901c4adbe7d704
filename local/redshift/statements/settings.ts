import { commandPlan, type Plan, type Planning } from "../plan.ts";
import type { Cursor } from "../syntax/cursor.ts";
import type { Type } from "../types/type.ts";

const TEXT: Type = { kind: "varchar" };

/** SET [SESSION | LOCAL] name {TO | =} value, … | DEFAULT */
export function planSet(cursor: Cursor): Plan {
  cursor.expect("set");
  if (cursor.at("session", "authorization")) return planAuthorization(cursor);
  if (cursor.at("session", "characteristics") || cursor.at("transaction")) {
    throw cursor.unsupported("SET TRANSACTION");
  }
  const local = cursor.accept("local");
  if (cursor.at("session", "authorization")) return planAuthorization(cursor);
  if (!local) cursor.accept("session");
  const name = readName(cursor);
  if (
    name !== "time zone" &&
    name !== "names" &&
    !cursor.at("interval") &&
    cursor.acceptAny(["to", "="]) === undefined
  )
    throw cursor.syntaxError();
  const value = readValue(cursor);
  cursor.expectEnd();
  return commandPlan(
    async ({ settings }) => {
      settings.set(name, value, { local });
      return { tag: "SET" };
    },
    { kind: "settings" },
  );
}

/** SET SESSION AUTHORIZATION DEFAULT, or to the very user: there is but one set of rights here. */
function planAuthorization(cursor: Cursor): Plan {
  cursor.expect("session", "authorization");
  const mine = cursor.accept("default");
  const user = mine ? undefined : cursor.next().value.toLowerCase();
  cursor.expectEnd();
  return commandPlan(
    async ({ session }) => {
      if (user !== undefined && user !== session.user) throw cursor.unsupported("SET SESSION AUTHORIZATION");
      return { tag: "SET" };
    },
    { kind: "settings" },
  );
}

function readName(cursor: Cursor): string {
  if (cursor.accept("time", "zone")) return "time zone";
  const parts = [cursor.label()];
  while (cursor.accept(".")) parts.push(cursor.label());
  return parts.join(".");
}

/** The value as text; a list, as search_path takes it, with its commas. Undefined for DEFAULT. */
function readValue(cursor: Cursor): string | undefined {
  if (cursor.accept("default")) return undefined;
  if (cursor.at("interval")) throw cursor.unsupported("a time zone given as an interval");
  const parts: string[] = [];
  do {
    const sign = cursor.accept("-") ? "-" : "";
    const token = cursor.next();
    if (!["word", "name", "string", "number"].includes(token.kind)) throw cursor.syntaxError(token);
    const quoted = token.kind === "name" && /[^a-z0-9_]/.test(token.value);
    parts.push(quoted ? `"${token.value}"` : sign + token.value);
  } while (cursor.accept(","));
  return parts.join(", ");
}

/** SHOW of an object, not of a setting. */
const SHOWN_OBJECTS =
  "tables databases schemas columns grants view external model datashares procedure constraints functions parameters procedures column row template policies table".split(
    " ",
  );

/** SHOW name | SHOW ALL */
export function planShow(cursor: Cursor, { settings }: Planning): Plan {
  cursor.expect("show");
  if (cursor.atAny(SHOWN_OBJECTS)) {
    throw cursor.unsupported(`SHOW ${cursor.peek().value.toUpperCase()}`);
  }
  const name = cursor.accept("all") ? undefined : readName(cursor);
  cursor.expectEnd();
  if (name === undefined) {
    const columns = [
      { name: "name", type: TEXT },
      { name: "setting", type: TEXT },
    ];
    return answer(
      columns,
      settings.names().map((each) => [each, settings.get(each)]),
    );
  }
  return answer([{ name, type: TEXT }], [[settings.get(name)]]);
}

function answer(columns: NonNullable<Plan["columns"]>, rows: string[][]): Plan {
  return {
    ...commandPlan(async () => ({ rows: once(rows), tag: () => "SHOW" }), { kind: "settings" }),
    columns,
  };
}

async function* once(rows: string[][]): AsyncGenerator<string[][]> {
  yield rows;
}

/** RESET name | ALL; DISCARD is unknown to the server. */
export function planReset(cursor: Cursor): Plan {
  cursor.expect("reset");
  const name = cursor.accept("all") ? undefined : readName(cursor);
  cursor.expectEnd();
  return commandPlan(
    async ({ settings }) => {
      if (name === undefined) settings.reset();
      else settings.set(name, undefined, { local: false });
      return { tag: "RESET" };
    },
    { kind: "settings" },
  );
}
