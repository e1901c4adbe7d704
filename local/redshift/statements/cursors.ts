import { SqlError, type Value } from "../../wire/database.ts";
import { commandPlan, type Plan, type Planning, type Cursor as RowCursor } from "../plan.ts";
import type { Cursor } from "../syntax/cursor.ts";
import { parseQuery } from "../syntax/parse-query.ts";
import { planRead } from "./query.ts";

/** DECLARE name CURSOR FOR query, inside a transaction block only. */
export function planDeclare(cursor: Cursor, planning: Planning): Plan {
  cursor.expect("declare");
  const name = cursor.name();
  while (cursor.acceptAny(["insensitive", "no", "scroll"]) !== undefined);
  cursor.expect("cursor");
  if (cursor.at("with", "hold")) throw cursor.unsupported("WITH HOLD");
  cursor.accept("without", "hold");
  cursor.expect("for");
  const plan = planRead(parseQuery(cursor), planning);
  cursor.expectEnd();
  const { cursors, status } = planning.session;
  if (status === "I") throw new SqlError("25P01", "DECLARE CURSOR may only be used in transaction blocks");
  if (cursors.has(name)) throw new SqlError("42P03", `cursor "${name}" already exists`);
  return {
    ...plan,
    columns: null,
    run: async (execution) => {
      const outcome = await plan.run(execution);
      const rows: Value[][] = [];
      if ("rows" in outcome) for await (const batch of outcome.rows) rows.push(...batch);
      cursors.set(name, { columns: plan.columns ?? [], rows, next: 0 });
      return { tag: "DECLARE CURSOR" };
    },
  };
}

/** FETCH [NEXT | ALL | FORWARD [n | ALL]] [n] FROM name; rows go by once, forward. */
export function planFetch(cursor: Cursor, { session }: Planning): Plan {
  cursor.expect("fetch");
  const count = parseCount(cursor);
  if (cursor.acceptAny(["from", "in"]) === undefined) throw cursor.syntaxError();
  const rows = find(cursor.name(), session.cursors);
  cursor.expectEnd();
  return {
    ...commandPlan(async () => {
      const batch = rows.rows.slice(rows.next, rows.next + count);
      rows.next += batch.length;
      return { rows: once(batch), tag: (read) => `FETCH ${read}` };
    }),
    columns: rows.columns,
  };
}

function parseCount(cursor: Cursor): number {
  if (cursor.accept("next")) return 1;
  const forward = cursor.accept("forward");
  if (cursor.accept("all")) return Number.POSITIVE_INFINITY;
  if (cursor.peek().kind === "number") return cursor.integer();
  if (!forward && !cursor.atAny(["from", "in"]))
    throw cursor.unsupported(`FETCH ${cursor.peek().value.toUpperCase()}`);
  return 1;
}

function find(name: string, cursors: ReadonlyMap<string, RowCursor>): RowCursor {
  const rows = cursors.get(name);
  if (rows === undefined) throw new SqlError("34000", `cursor "${name}" does not exist`);
  return rows;
}

/** CLOSE name | ALL */
export function planClose(cursor: Cursor, { session }: Planning): Plan {
  cursor.expect("close");
  const name = cursor.accept("all") ? undefined : cursor.name();
  cursor.expectEnd();
  return commandPlan(async () => {
    if (name === undefined) session.cursors.clear();
    else {
      find(name, session.cursors);
      session.cursors.delete(name);
    }
    return { tag: "CLOSE CURSOR" };
  });
}

async function* once(rows: Value[][]): AsyncGenerator<Value[][]> {
  yield rows;
}
