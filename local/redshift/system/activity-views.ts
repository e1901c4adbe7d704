import type { SystemView } from "../context.ts";
import type { LockTable } from "../locks.ts";
import type { RedshiftSession } from "../session.ts";
import { systemView, timestampText } from "./system-view.ts";

export interface Activity {
  sessions: ReadonlySet<RedshiftSession>;
  locks: LockTable;
  slices: number;
}

/** Who is connected, what runs, who holds and waits for locks: the state of this very moment. */
export function activityViews(activity: Activity): SystemView[] {
  return [stvSlices(activity), svvTransactions(activity), stvSessions(activity), stvRecents(activity)];
}

function stvSlices({ slices }: Activity): SystemView {
  return systemView(
    "pg_catalog.stv_slices",
    "node integer, slice integer, localslice integer, type char(1)",
    () =>
      Array.from({ length: slices }, (_, slice) => ({
        node: Math.floor(slice / 2),
        slice,
        localslice: slice % 2,
        type: "D",
      })),
  );
}

function svvTransactions({ sessions, locks }: Activity): SystemView {
  return systemView(
    "pg_catalog.svv_transactions",
    "txn_owner text, txn_db text, xid bigint, pid integer, txn_start timestamp, lock_mode text, lockable_object_type text, relation integer, granted boolean",
    ({ catalog }) => {
      const byOwner = new Map([...sessions].map((session) => [session.state.processId, session]));
      return locks.rows().flatMap(({ owner, relation, mode, granted }) => {
        const session = byOwner.get(owner.processId);
        if (session === undefined) return [];
        const [schema = "", name = ""] = relation.split(".");
        const entry = catalog.relation(schema, name);
        return [
          {
            ...transactionRow(session),
            lock_mode: mode,
            lockable_object_type: "relation",
            relation: entry?.kind === "table" ? entry.table.oid : null,
            granted,
          },
        ];
      });
    },
  );
}

function stvSessions({ sessions }: Activity): SystemView {
  return systemView(
    "pg_catalog.stv_sessions",
    "starttime timestamp, process integer, user_name char(50), db_name char(50), timeout_sec integer",
    () =>
      [...sessions].map(({ startedAt, state }) => ({
        starttime: timestampText(startedAt),
        process: state.processId,
        user_name: state.user,
        db_name: state.database,
        timeout_sec: 0,
      })),
  );
}

function stvRecents({ sessions }: Activity): SystemView {
  return systemView(
    "pg_catalog.stv_recents",
    "userid integer, status char(20), starttime timestamp, duration integer, user_name char(50), db_name char(50), query char(600), pid integer",
    () =>
      [...sessions].flatMap(({ current, state }) =>
        current === undefined
          ? []
          : [
              {
                userid: 100,
                status: current.running ? "Running" : "Done",
                starttime: timestampText(current.startedAt),
                duration: current.running ? (Date.now() - current.startedAt.getTime()) * 1000 : null,
                user_name: state.user,
                db_name: state.database,
                query: Buffer.from(current.sql).subarray(0, 600).toString("utf8"),
                pid: state.processId,
              },
            ],
      ),
  );
}

function transactionRow({ state, transaction }: RedshiftSession) {
  return {
    txn_owner: state.user,
    txn_db: state.database,
    xid: transaction.id,
    pid: state.processId,
    txn_start: timestampText(transaction.startedAt),
  };
}
