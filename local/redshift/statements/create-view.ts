import { SqlError } from "../../wire/database.ts";
import { bindQuery, renameColumns, type settle } from "../bind/bind-query.ts";
import { newBinder } from "../bind/binder.ts";
import { freezeQuery } from "../bind/freeze-query.ts";
import { TEMPORARY } from "../catalog/catalog.ts";
import { commandPlan, type Plan, type Planning, readLocks } from "../plan.ts";
import type { Cursor } from "../syntax/cursor.ts";
import { parseNames, parsePath, parseQuery } from "../syntax/parse-query.ts";
import { creationLocks, placeTable } from "./create-table.ts";

/** CREATE [OR REPLACE] VIEW v [(names)] AS query [WITH NO SCHEMA BINDING] */
export function planCreateView(cursor: Cursor, planning: Planning): Plan {
  cursor.expect("create");
  const replace = cursor.accept("or", "replace");
  cursor.expect("view");
  const path = parsePath(cursor);
  const names = cursor.at("(") ? parseNames(cursor) : [];
  cursor.expect("as");
  const at = cursor.peek().start;
  const mark = cursor.mark();
  const query = parseQuery(cursor);
  const text = cursor.textSince(mark);
  const lateBinding = cursor.accept("with", "no", "schema", "binding");
  cursor.expectEnd();
  const binder = newBinder(planning.names, planning.parameters);
  const bound = describe(lateBinding, () => bindQuery(query, binder).columns);
  const columns = renameColumns(bound, names, { alias: path.at(-1) as string, at });
  const place = placeTable(path, planning, { temporary: false });
  if ([...binder.tables].some(({ schema }) => schema === TEMPORARY)) {
    throw cursor.unsupported("a view of a temporary table");
  }
  const frozen = lateBinding ? undefined : freezeQuery(query, binder);
  return commandPlan(
    async ({ catalog, session }) => {
      const former = catalog.relation(place.schema, place.name);
      if (former !== undefined && (former.kind === "table" || !replace)) {
        throw new SqlError("42P07", `Relation "${place.name}" already exists`);
      }
      const oid = former?.kind === "view" ? former.view.oid : catalog.nextOid();
      const view = { oid, ...place, owner: session.user, text, columns, lateBinding, query: frozen };
      catalog.put({ kind: "view", view });
      return { tag: "CREATE VIEW" };
    },
    { locks: [...readLocks(binder), ...creationLocks(place, planning)] },
  );
}

/** A late-binding view may name what is not there yet; its columns are then not known. */
function describe(
  lateBinding: boolean,
  bind: () => readonly { name: string; type: ReturnType<typeof settle> }[],
) {
  try {
    return bind();
  } catch (error) {
    if (lateBinding && error instanceof SqlError && ["42P01", "3F000"].includes(error.code)) return [];
    throw error;
  }
}
