import { SqlError, type Value } from "../../wire/database.ts";
import { bindExpression } from "../bind/bind-expression.ts";
import { newBinder } from "../bind/binder.ts";
import { newScope } from "../bind/scope.ts";
import { commandPlan, type Plan, type Planning } from "../plan.ts";
import { planStatement } from "../plan-statement.ts";
import type { Cursor } from "../syntax/cursor.ts";
import { parseExpressions } from "../syntax/parse-expression.ts";
import { parseType } from "../syntax/type-name.ts";
import { toText } from "../types/cast.ts";
import type { Type } from "../types/type.ts";

/** PREPARE name [(types)] AS statement */
export function planPrepare(cursor: Cursor, planning: Planning): Plan {
  cursor.expect("prepare");
  const name = cursor.name();
  const parameters: Type[] = [];
  if (cursor.accept("(")) {
    do parameters.push(parseType(cursor));
    while (cursor.accept(","));
    cursor.expect(")");
  }
  cursor.expect("as");
  const sql = cursor.sql.slice(cursor.peek().start).replace(/;\s*$/, "");
  const { prepared } = planning.session;
  if (prepared.has(name)) throw new SqlError("42P05", `prepared statement "${name}" already exists`);
  planStatement(sql, { ...planning, parameters });
  return commandPlan(
    async () => {
      prepared.set(name, { sql, parameters });
      return { tag: "PREPARE" };
    },
    { kind: "settings" },
  );
}

/** EXECUTE name [(values)] */
export function planExecute(cursor: Cursor, planning: Planning): Plan {
  cursor.expect("execute");
  const name = cursor.name();
  const statement = planning.session.prepared.get(name);
  if (statement === undefined) throw new SqlError("26000", `prepared statement "${name}" does not exist`);
  const binder = newBinder(planning.names);
  const place = { binder, scope: newScope() };
  const values: string[] = [];
  if (cursor.accept("(")) {
    values.push(...parseExpressions(cursor).map((each) => toText(bindExpression(each, place)).sql));
    cursor.expect(")");
  }
  cursor.expectEnd();
  const plan = planStatement(statement.sql, { ...planning, parameters: statement.parameters });
  if (values.length !== plan.parameters.length) {
    throw new SqlError("42601", `wrong number of parameters for prepared statement "${name}"`);
  }
  return {
    ...plan,
    parameters: [],
    run: async (execution) => {
      const sql = await execution.fillIn(
        `SELECT ${values.map((each) => `CAST(${each} AS VARCHAR)`).join(", ")}`,
        binder,
      );
      const [row] = values.length === 0 ? [[] as Value[]] : await execution.rows(sql);
      return await plan.run(execution.withValues(row ?? []));
    },
  };
}

/** DEALLOCATE [PREPARE] name | ALL */
export function planDeallocate(cursor: Cursor, { session }: Planning): Plan {
  cursor.expect("deallocate");
  cursor.accept("prepare");
  const name = cursor.accept("all") ? undefined : cursor.name();
  cursor.expectEnd();
  return commandPlan(
    async () => {
      if (name === undefined) session.prepared.clear();
      else if (!session.prepared.delete(name)) {
        throw new SqlError("26000", `prepared statement "${name}" does not exist`);
      }
      return { tag: "DEALLOCATE" };
    },
    { kind: "settings" },
  );
}
