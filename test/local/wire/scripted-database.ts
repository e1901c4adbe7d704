import {
  type Database,
  type Field,
  type Login,
  type Result,
  type Row,
  type Session,
  SqlError,
  type Value,
} from "../../../local/wire/database.ts";

/** What a statement of the script does, given its parameters. */
export interface Script {
  fields?: readonly Field[];
  parameterTypes?: readonly number[];
  tag?: string;
  batches?: (
    values: readonly Value[],
    session: ScriptedSession,
  ) => AsyncIterable<readonly Row[]> | readonly (readonly Row[])[];
  error?: SqlError | Error;
  /** Status of the session afterwards. */
  status?: "I" | "T" | "E";
}

/** A Database that knows some statements by heart, and keeps what was asked of it. */
export class ScriptedDatabase implements Database {
  readonly scripts: Map<string, Script>;
  readonly logins: Login[] = [];
  readonly sessions: ScriptedSession[] = [];
  refuse: SqlError | undefined;
  isClosed = false;

  constructor(scripts: Readonly<Record<string, Script>>) {
    this.scripts = new Map(Object.entries(scripts));
  }

  async connect(login: Login): Promise<Session> {
    if (this.refuse !== undefined) throw this.refuse;
    this.logins.push(login);
    const session = new ScriptedSession(this.scripts, login);
    this.sessions.push(session);
    return session;
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

export class ScriptedSession implements Session {
  status: "I" | "T" | "E" = "I";
  /** Statements run, "cancel" and "close", in order. */
  readonly log: string[] = [];
  readonly login: Login;
  /** Aborted by cancel(). */
  cancelled = new AbortController();
  readonly #scripts: ReadonlyMap<string, Script>;

  constructor(scripts: ReadonlyMap<string, Script>, login: Login) {
    this.#scripts = scripts;
    this.login = login;
  }

  split(sql: string): string[] {
    if (sql.includes("unterminated")) {
      throw new SqlError("42601", "unterminated quoted string", { position: 8 });
    }
    return sql
      .split(";")
      .map((statement) => statement.trim())
      .filter((statement) => statement !== "");
  }

  async *simpleQuery(statements: readonly string[]): AsyncIterable<Result> {
    for (const sql of statements) yield this.#run(sql, []);
  }

  async prepare(sql: string, parameterTypes: readonly number[]) {
    const script = this.#script(sql);
    return {
      parameterTypes: script.parameterTypes ?? parameterTypes,
      fields: script.fields ?? null,
      execute: async (values: readonly Value[]) => this.#run(sql, values),
    };
  }

  cancel(): void {
    this.log.push("cancel");
    this.cancelled.abort(new SqlError("57014", "query was cancelled on user's request"));
  }

  async close(): Promise<void> {
    this.log.push("close");
  }

  #run(sql: string, values: readonly Value[]): Result {
    const script = this.#script(sql);
    this.log.push(values.length === 0 ? sql : `${sql} ${JSON.stringify(values)}`);
    this.cancelled = new AbortController();
    if (script.status !== undefined) this.status = script.status;
    if (script.error !== undefined) throw script.error;
    const rows = script.batches?.(values, this) ?? [];
    return {
      fields: script.fields ?? null,
      batches: counted(rows, this),
      tag: () => script.tag ?? "SELECT",
    };
  }

  #script(sql: string): Script {
    const script = this.#scripts.get(sql);
    if (script === undefined) throw new SqlError("42601", `not in the script: ${sql}`);
    return script;
  }
}

/** The batches, with a word in the log when they were left before their end. */
async function* counted(
  batches: AsyncIterable<readonly Row[]> | readonly (readonly Row[])[],
  session: ScriptedSession,
): AsyncGenerator<readonly Row[]> {
  let isRead = false;
  try {
    for await (const batch of batches) {
      session.cancelled.signal.throwIfAborted();
      yield batch;
    }
    isRead = true;
  } finally {
    if (!isRead) session.log.push("left");
  }
}

export function field(name: string, typeOid: number, typeSize = -1): Field {
  return { name, typeOid, typeSize, typeModifier: -1 };
}
