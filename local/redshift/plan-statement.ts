import type { Plan, Planning } from "./plan.ts";
import { planAccepted } from "./statements/accepted.ts";
import { planAlterTable } from "./statements/alter-table.ts";
import { planComment } from "./statements/comment.ts";
import { planCopy, planUnload } from "./statements/copy-unload.ts";
import { planCreateSchema } from "./statements/create-schema.ts";
import { planCreateTable } from "./statements/create-table.ts";
import { planCreateView } from "./statements/create-view.ts";
import { planClose, planDeclare, planFetch } from "./statements/cursors.ts";
import { planDelete } from "./statements/delete.ts";
import { planDrop } from "./statements/drop.ts";
import { planExplain } from "./statements/explain.ts";
import { planInsert } from "./statements/insert.ts";
import { planLock } from "./statements/lock-table.ts";
import { planMerge } from "./statements/merge.ts";
import { planDeallocate, planExecute, planPrepare } from "./statements/prepare.ts";
import { planQuery } from "./statements/query.ts";
import { planReset, planSet, planShow } from "./statements/settings.ts";
import { planBegin, planCommit, planRollback } from "./statements/transactions.ts";
import { planTruncate } from "./statements/truncate.ts";
import { unsupportedStatement } from "./statements/unsupported.ts";
import { planUpdate } from "./statements/update.ts";
import { Cursor } from "./syntax/cursor.ts";

type Planner = (cursor: Cursor, planning: Planning) => Plan;

/** Statements by the words they start with; longer ones first. */
const PLANNERS: readonly (readonly [start: string, plan: Planner])[] = [
  ["select", planQuery],
  ["with", planQuery],
  ["(", planQuery],
  ["insert", planInsert],
  ["update", planUpdate],
  ["delete", planDelete],
  ["merge", planMerge],
  ["copy", planCopy],
  ["unload", planUnload],
  ["truncate", planTruncate],
  ["create table", planCreateTable],
  ["create temp table", planCreateTable],
  ["create temporary table", planCreateTable],
  ["create local temp table", planCreateTable],
  ["create local temporary table", planCreateTable],
  ["create view", planCreateView],
  ["create or replace view", planCreateView],
  ["create schema", planCreateSchema],
  ["alter table", planAlterTable],
  ["drop table", planDrop],
  ["drop view", planDrop],
  ["drop schema", planDrop],
  ["begin", planBegin],
  ["start transaction", planBegin],
  ["commit", planCommit],
  ["end", planCommit],
  ["rollback", planRollback],
  ["abort", planRollback],
  ["lock", planLock],
  ["set", planSet],
  ["show", planShow],
  ["reset", planReset],
  ["explain", planExplain],
  ["prepare", planPrepare],
  ["execute", planExecute],
  ["deallocate", planDeallocate],
  ["declare", planDeclare],
  ["fetch", planFetch],
  ["close", planClose],
  ["comment", planComment],
];

/** Understands one statement. Throws what the server would: 42601, 42P01, 42703, …; 0A000 for what it cannot do. */
export function planStatement(sql: string, planning: Planning): Plan {
  const cursor = new Cursor(sql);
  for (const [start, plan] of PLANNERS) {
    if (cursor.at(...start.split(" "))) return plan(cursor, planning);
  }
  const accepted = planAccepted(cursor);
  if (accepted !== undefined) return accepted;
  throw unsupportedStatement(cursor);
}
