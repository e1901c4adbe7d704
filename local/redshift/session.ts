import { type Prepared, type Result, type Session, SqlError, type Value } from "../wire/database.ts";
import type { Names } from "./bind/binder.ts";
import { SessionCatalog } from "./catalog/catalog.ts";
import { sessionNames } from "./catalog/session-names.ts";
import { newExecution } from "./execution.ts";
import type { Outcome, Plan, SessionState } from "./plan.ts";
import { planStatement } from "./plan-statement.ts";
import { newSessionState, type SessionParts } from "./session-parts.ts";
import { Settings } from "./settings.ts";
import { splitStatements } from "./split-statements.ts";
import { Statement } from "./statement.ts";
import { fieldsOf, statementResult } from "./statement-result.ts";
import { Transaction } from "./transaction.ts";
import { typeOfOid, typeOid } from "./types/describe.ts";
import type { Type } from "./types/type.ts";

/** One client's session: its settings, its transaction and the statement that runs. */
export class RedshiftSession implements Session {
  readonly #parts: SessionParts;
  readonly #catalog: SessionCatalog;
  readonly #settings: Settings;
  readonly #names: Names;
  readonly #transaction: Transaction;
  readonly state: SessionState;
  readonly startedAt = new Date();
  /** The statement that runs, or the last one. */
  current: Statement | undefined;
  /** Ends a statement whose rows are still being read, by keeping them in memory. */
  #endOpen: (() => Promise<void>) | undefined;
  /** Settles when the statement has run, before its rows are read. */
  #running: Promise<unknown> = Promise.resolve();

  constructor(parts: SessionParts) {
    const { login } = parts;
    this.#parts = parts;
    this.#catalog = new SessionCatalog(parts.catalog);
    this.#settings = new Settings({ applicationName: login.applicationName, startUp: login.settings ?? {} });
    this.#names = sessionNames(this.#catalog, this.#settings, {
      login,
      systemViews: parts.systemViews,
      added: (table) => this.#transaction.added(table),
    });
    this.state = newSessionState(parts);
    this.#transaction = new Transaction({
      engine: parts.engine,
      catalog: this.#catalog,
      settings: this.#settings,
      locks: parts.locks,
      owner: this.state,
    });
  }

  get status(): "I" | "T" | "E" {
    return this.state.status;
  }

  get transaction(): Transaction {
    return this.#transaction;
  }

  split(sql: string): string[] {
    return splitStatements(sql);
  }

  /** Several statements are one transaction, unless they begin and end their own. */
  async *simpleQuery(statements: readonly string[]): AsyncIterable<Result> {
    const together = statements.length > 1;
    let complete = false;
    try {
      for (const sql of statements) yield await this.#execute(sql, { values: [], keepOpen: together });
      complete = true;
    } finally {
      if (together && this.state.status === "I") await this.#transaction[complete ? "commit" : "rollback"]();
    }
  }

  async prepare(sql: string, parameterTypes: readonly number[]): Promise<Prepared> {
    const declared = parameterTypes.map(typeOfOid);
    const plan = await this.#describe(sql, declared);
    const fields = fieldsOf(plan);
    const types = plan.parameters.map((type, index) => declared[index] ?? type);
    return {
      parameterTypes: types.map((type) => (type === undefined ? 0 : typeOid(type))),
      fields,
      execute: async (values) => {
        const result = await this.#execute(sql, { values, parameters: types, keepOpen: false });
        if (result.fields?.length === fields?.length) return result;
        throw await this.#fail(new SqlError("0A000", "cached plan must not change result type"));
      },
    };
  }

  /** A fault in a statement's text ends the transaction as one in its running does. */
  async #describe(sql: string, parameters: readonly (Type | undefined)[]): Promise<Plan> {
    try {
      const plan = this.#plan(sql, parameters);
      this.#refuseInFailed(plan);
      return plan;
    } catch (error) {
      throw await this.#fail(error);
    }
  }

  cancel(): void {
    this.current?.cancel();
  }

  async close(): Promise<void> {
    this.cancel();
    await this.#running;
    await this.#transaction.rollback();
    this.#parts.engine.close();
    this.#parts.onClose();
  }

  #plan(sql: string, parameters: readonly (Type | undefined)[]): Plan {
    return planStatement(sql, {
      names: this.#names,
      catalog: this.#catalog,
      settings: this.#settings,
      parameters,
      session: this.state,
    });
  }

  #refuseInFailed(plan: Plan): void {
    if (this.state.status !== "E" || plan.kind === "control") return;
    throw new SqlError(
      "25P02",
      "current transaction is aborted, commands ignored until end of transaction block",
    );
  }

  #execute(sql: string, options: ExecuteOptions): Promise<Result> {
    const result = this.#start(sql, options);
    this.#running = result.catch(() => undefined);
    return result;
  }

  async #start(sql: string, options: ExecuteOptions): Promise<Result> {
    await this.#endOpen?.();
    const statement = new Statement(sql, this.#settings.statementTimeout());
    this.current = statement;
    try {
      const plan = await this.#prepareToRun(statement, options);
      const outcome = await this.#run(plan, statement, options);
      return await this.#resultOf(plan, outcome, { statement, keepOpen: options.keepOpen });
    } catch (error) {
      statement.end();
      throw await this.#fail(error);
    }
  }

  /** Plans the statement and takes its locks. After a wait it is planned anew: what it names may have changed. */
  async #prepareToRun(statement: Statement, { parameters = [] }: ExecuteOptions): Promise<Plan> {
    for (;;) {
      const plan = this.#plan(statement.sql, parameters);
      this.#refuseInFailed(plan);
      if (plan.kind === "alone" && this.state.status !== "I") {
        throw new SqlError("25001", `${firstWord(statement.sql)} cannot run inside a transaction block`);
      }
      if (plan.kind !== "control") this.#transaction.open();
      let waited = false;
      for (const lock of plan.locks) {
        const { relation, mode } = lock;
        waited =
          (await this.#parts.locks.acquire(this.state, relation, { mode, signal: statement.signal })) ||
          waited;
      }
      if (!waited) return plan;
    }
  }

  async #run(plan: Plan, statement: Statement, { values }: ExecuteOptions): Promise<Outcome> {
    if (plan.parameters.length > values.length) {
      throw new SqlError("42P02", `there is no parameter $${plan.parameters.length}`);
    }
    const execution = newExecution({
      ...this.#parts,
      catalog: this.#catalog,
      settings: this.#settings,
      names: this.#names,
      transaction: this.#transaction,
      state: this.state,
      statement,
      values,
    });
    return await plan.run(execution);
  }

  async #resultOf(
    plan: Plan,
    outcome: Outcome,
    { statement, keepOpen }: { statement: Statement; keepOpen: boolean },
  ): Promise<Result> {
    let ended = false;
    const end = async () => {
      if (ended) return;
      ended = true;
      this.#endOpen = undefined;
      statement.end();
      if (this.state.status === "I" && !keepOpen) await this.#transaction.commit();
    };
    const fail = async (error: unknown) => {
      statement.end();
      return await this.#fail(error);
    };
    if ("rows" in outcome) {
      this.#endOpen = async () => {
        await this.#transaction.settle();
        await end();
      };
    } else await end();
    return statementResult(plan, outcome, { end, fail });
  }

  /** Any fault ends the transaction's use: a block waits for its ROLLBACK, all else is rolled back at once. */
  async #fail(error: unknown): Promise<SqlError> {
    if (this.state.status === "T") this.state.status = "E";
    await this.#transaction.rollback();
    if (error instanceof SqlError) return error;
    if (error instanceof RangeError && /call stack/i.test(error.message)) {
      return new SqlError("54001", "statement is too complex", { cause: error });
    }
    return new SqlError("XX000", `internal error: ${(error as Error).message}`, { cause: error });
  }
}

interface ExecuteOptions {
  values: readonly Value[];
  parameters?: readonly (Type | undefined)[];
  /** The statement is one of several in a transaction of their own. */
  keepOpen: boolean;
}

function firstWord(sql: string): string {
  return (/^\s*([a-z]+)/i.exec(sql)?.[1] ?? "statement").toUpperCase();
}
