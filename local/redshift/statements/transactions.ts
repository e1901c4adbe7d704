import { commandPlan, type Execution, type Outcome, type Plan } from "../plan.ts";
import type { Cursor } from "../syntax/cursor.ts";

/** BEGIN [WORK | TRANSACTION] [ISOLATION LEVEL …] [READ ONLY | READ WRITE]; START TRANSACTION */
export function planBegin(cursor: Cursor): Plan {
  const tag = cursor.next().value === "start" ? "START TRANSACTION" : "BEGIN";
  if (cursor.acceptAny(["work", "transaction"]) !== undefined) cursor.accept(",");
  while (!cursor.atEnd() && !cursor.at(";")) acceptMode(cursor);
  cursor.expectEnd();
  return control(async (execution) => {
    if (execution.session.status !== "I") {
      warn(execution, "25001", "there is already a transaction in progress");
    } else execution.session.status = "T";
    return { tag };
  });
}

/** Every level is snapshot isolation here, as "serializable" is one that gives no less than the others ask. */
function acceptMode(cursor: Cursor): void {
  cursor.accept(",");
  if (cursor.accept("isolation", "level")) {
    const level = ["serializable", "snapshot"];
    if (cursor.acceptAny(level) !== undefined || cursor.accept("repeatable", "read")) return;
    if (cursor.accept("read", "committed") || cursor.accept("read", "uncommitted")) return;
  } else if (cursor.accept("read", "write")) return;
  else if (cursor.at("read", "only")) throw cursor.unsupported("READ ONLY");
  throw cursor.syntaxError();
}

export function planCommit(cursor: Cursor): Plan {
  cursor.next();
  cursor.acceptAny(["work", "transaction"]);
  cursor.expectEnd();
  return control(async (execution) => {
    const { session } = execution;
    const failed = session.status === "E";
    if (session.status === "I") warn(execution, "25P01", "there is no transaction in progress");
    session.status = "I";
    closeCursors(execution);
    await execution.endTransaction(failed ? "rollback" : "commit");
    return { tag: failed ? "ROLLBACK" : "COMMIT" };
  });
}

export function planRollback(cursor: Cursor): Plan {
  cursor.next();
  cursor.acceptAny(["work", "transaction"]);
  if (cursor.at("to")) throw cursor.unsupported("a savepoint");
  cursor.expectEnd();
  return control(async (execution) => {
    if (execution.session.status === "I") warn(execution, "25P01", "there is no transaction in progress");
    execution.session.status = "I";
    closeCursors(execution);
    await execution.endTransaction("rollback");
    return { tag: "ROLLBACK" };
  });
}

function closeCursors({ session }: Execution): void {
  session.cursors.clear();
}

function control(run: (execution: Execution) => Promise<Outcome>): Plan {
  return commandPlan(run, { kind: "control" });
}

function warn(execution: Execution, code: string, message: string): void {
  execution.notify({ severity: "WARNING", code, message });
}
