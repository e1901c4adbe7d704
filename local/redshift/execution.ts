import type { Storage } from "../engine/storage.ts";
import type { Login, Value } from "../wire/database.ts";
import { SqlError } from "../wire/database.ts";
import { bindQuery, settle } from "./bind/bind-query.ts";
import { type Binder, type Dynamic, type DynamicName, type Names, newBinder } from "./bind/binder.ts";
import { literal } from "./bind/bound.ts";
import type { SessionCatalog } from "./catalog/catalog.ts";
import type { CommandContext, SystemView } from "./context.ts";
import type { LockTable } from "./locks.ts";
import { type Execution, readLocks, type SessionState, type TableLock, tableLock } from "./plan.ts";
import type { Settings } from "./settings.ts";
import type { Statement } from "./statement.ts";
import { parseViewQuery } from "./syntax/parse-view-query.ts";
import type { Transaction } from "./transaction.ts";
import { engineType } from "./types/describe.ts";

interface ExecutionParts {
  catalog: SessionCatalog;
  settings: Settings;
  names: Names;
  transaction: Transaction;
  state: SessionState;
  statement: Statement;
  values: readonly Value[];
  locks: LockTable;
  storage: Storage;
  login: Login;
}

let lastQueryId = 100;

/** What one statement may do while it runs. */
export function newExecution(parts: ExecutionParts): Execution {
  const { catalog, settings, names, transaction, state, statement, values, locks } = parts;
  const { signal } = statement;
  lastQueryId += 1;
  const queryId = lastQueryId;

  async function lock({ relation, mode }: TableLock): Promise<boolean> {
    return await locks.acquire(state, relation, { mode, signal });
  }

  return {
    catalog,
    settings,
    names,
    values,
    signal,
    session: state,
    lock,
    fillIn: async (sql, binder) => await fillIn(sql, binder, parts),
    run: async (sql) => await transaction.run(sql, { signal }),
    runWithValues: async (sql) => await transaction.run(sql, { signal, values }),
    insert: async (table, sql) => await transaction.insert(table, sql, { signal, values }),
    renew: async (table, sql) => await transaction.renew(table, sql, { signal }),
    rows: async (sql) => await transaction.rows(sql, { signal }),
    stream(sql, columns) {
      const styles = columns.map(({ type }) => ({ pad: type.kind === "char" ? type.length : undefined }));
      return transaction.stream(sql, { signal, values, styles });
    },
    notify: (notice) => parts.login.notify(notice),
    withValues: (given) => newExecution({ ...parts, values: given }),
    commandContext: () => commandContext(parts, { queryId, lock }),
    async endTransaction(how) {
      await transaction[how]();
    },
  };
}

function commandContext(
  parts: ExecutionParts,
  { queryId, lock }: { queryId: number; lock: (lock: TableLock) => Promise<boolean> },
): CommandContext {
  const { names, transaction, state, statement, settings, login } = parts;
  const { signal } = statement;
  state.last.queryId = queryId;
  return {
    storage: parts.storage,
    user: login.user,
    database: login.database,
    processId: login.processId,
    queryId,
    transactionId: transaction.id,
    signal,
    async lockTable({ schema, name }, mode) {
      const path = schema === undefined ? [name] : [schema, name];
      for (;;) {
        const source = names.source(path, 0);
        if (source.kind !== "table") {
          throw new SqlError("42809", `"${name}" is not a table`);
        }
        const wanted = tableLock(source.table, mode === "read" ? "AccessShareLock" : "ShareRowExclusiveLock");
        let waited = false;
        for (const each of wanted) waited = (await lock(each)) || waited;
        if (!waited) return source.table;
      }
    },
    insert: async (table, sql) => await transaction.insert(table, sql, { signal }),
    rows: async (sql) => await transaction.rows(sql, { signal }),
    async translate(query) {
      const binder = newBinder(names);
      const { sql, columns } = bindQuery(parseViewQuery(query), binder);
      for (const each of readLocks(binder)) await lock(each);
      const settled = columns.map((column) => ({ ...column, type: settle(column.type) }));
      return { sql: await fillIn(sql, binder, parts), columns: settled };
    },
    setting: (name) => settings.get(name),
    notify: (notice) => login.notify(notice),
    setLast(what, last) {
      state.last[what] = last;
    },
  };
}

/** Puts what only the moment of execution knows in place of its marks. */
async function fillIn(sql: string, binder: Binder, parts: ExecutionParts): Promise<string> {
  let filled = sql;
  for (const [mark, dynamic] of binder.dynamics) {
    const value = await dynamicSql(dynamic, parts);
    filled = filled.replaceAll(mark, () => value);
  }
  return filled;
}

async function dynamicSql(dynamic: Dynamic, parts: ExecutionParts): Promise<string> {
  if (dynamic.kind === "view") return await viewSql(dynamic.view, parts);
  return valueSql(dynamic.name, parts);
}

function valueSql(name: DynamicName, { state, statement, transaction, names }: ExecutionParts): string {
  switch (name) {
    case "statement_timestamp":
      return timestampSql(statement.startedAt);
    case "transaction_timestamp":
      return timestampSql(transaction.startedAt);
    case "last_copy_id":
      return String(state.last.copy.queryId);
    case "last_copy_count":
      return String(state.last.copy.count);
    case "last_unload_id":
      return String(state.last.unload.queryId);
    case "last_unload_count":
      return String(state.last.unload.count);
    case "last_query_id":
      return String(state.last.queryId);
    case "current_schema": {
      const [schema] = names.schemas();
      return schema === undefined ? "NULL" : literal(schema);
    }
  }
}

function timestampSql(moment: Date): string {
  return `TIMESTAMP '${moment.toISOString().slice(0, -1).replace("T", " ")}'`;
}

/** A system view's rows, made now and handed to the engine as JSON text. */
async function viewSql(
  view: SystemView,
  { login, catalog, transaction, statement }: ExecutionParts,
): Promise<string> {
  const rows = await view.rows({
    user: login.user,
    database: login.database,
    processId: login.processId,
    catalog,
    engineRows: async (sql) => await transaction.rows(sql, { signal: statement.signal }),
  });
  const types = view.columns.map(({ type }) => engineType(type));
  const json = JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(
        row.map((value, index) => {
          const isList = value !== null && types[index]?.endsWith("[]");
          return [`c${index}`, isList ? JSON.parse(value) : value];
        }),
      ),
    ),
  );
  const shape = types.map((type, index) => [`c${index}`, type.endsWith("[]") ? type : "VARCHAR"]);
  const values = types.map((type, index) => `CAST(r.c${index} AS ${type})`);
  const source = `SELECT unnest(from_json(${literal(json)}, ${literal(JSON.stringify([Object.fromEntries(shape)]))})) AS r`;
  return `SELECT ${values.join(", ")} FROM (${source})`;
}
