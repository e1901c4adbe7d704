import type { OutputColumn } from "../bind/bind-query.ts";
import { bindQuery, settle } from "../bind/bind-query.ts";
import type { Binder } from "../bind/binder.ts";
import { newBinder } from "../bind/binder.ts";
import { type Execution, type Outcome, type Plan, type Planning, readLocks } from "../plan.ts";
import type { Query } from "../syntax/ast.ts";
import type { Cursor } from "../syntax/cursor.ts";
import { parseQuery } from "../syntax/parse-query.ts";
import { planTableOf } from "./create-table-as.ts";

/** SELECT, and SELECT … INTO, which makes a table. */
export function planQuery(cursor: Cursor, planning: Planning): Plan {
  const query = parseQuery(cursor);
  cursor.expectEnd();
  const { body } = query;
  if (body.kind === "select" && body.into !== undefined) {
    const { into } = body;
    const source: Query = { ...query, body: { ...body, into: undefined } };
    return planTableOf(into.name, source, { planning, temporary: into.temporary, tag: "SELECT" });
  }
  return planRead(query, planning);
}

export function planRead(query: Query, planning: Planning): Plan {
  const binder = newBinder(planning.names, planning.parameters);
  const { sql, columns } = bindQuery(query, binder);
  const settled = columns.map(({ name, type }) => ({ name, type: settle(type) }));
  return {
    columns: settled,
    parameters: binder.parameters,
    locks: readLocks(binder),
    kind: "query",
    run: async (execution) => await read(execution, { sql, binder, columns: settled }),
  };
}

async function read(
  execution: Execution,
  { sql, binder, columns }: { sql: string; binder: Binder; columns: readonly OutputColumn[] },
): Promise<Outcome> {
  const rows = execution.stream(await execution.fillIn(sql, binder), columns);
  await rows.start();
  return { rows, tag: (count) => `SELECT ${count}` };
}
