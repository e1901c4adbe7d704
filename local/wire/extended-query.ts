import * as backend from "./backend-message.ts";
import type { Channel } from "./channel.ts";
import { type Session, SqlError } from "./database.ts";
import type { Bind, Parse, Target } from "./frontend-message.ts";
import { Portal } from "./portal.ts";
import { FLUSH_BYTES } from "./send-result.ts";
import { bindFormats, bindValues, prepareStatement, type Statement } from "./statement.ts";

const UNLIMITED = Number.POSITIVE_INFINITY;

/** The prepared statements and portals of one session. Every method rejects with an SqlError. */
export class ExtendedQuery {
  readonly #session: Session;
  readonly #channel: Channel;
  readonly #statements = new Map<string, Statement>();
  readonly #portals = new Map<string, Portal>();

  constructor(session: Session, channel: Channel) {
    this.#session = session;
    this.#channel = channel;
  }

  async parse(parse: Parse): Promise<void> {
    if (parse.name !== "" && this.#statements.has(parse.name)) {
      throw new SqlError("42P05", `prepared statement "${parse.name}" already exists`);
    }
    this.#statements.delete(parse.name);
    this.#statements.set(parse.name, await prepareStatement(this.#session, parse));
    this.#channel.send(backend.parseComplete);
  }

  async bind(bind: Bind): Promise<void> {
    const statement = this.#statement(bind.statement);
    if (bind.portal !== "" && this.#portals.has(bind.portal)) {
      throw new SqlError("42P03", `cursor "${bind.portal}" already exists`);
    }
    await this.#closePortal(bind.portal);
    const values = bindValues(bind, statement);
    const formats = bindFormats(bind, statement);
    this.#portals.set(bind.portal, new Portal(statement, values, formats));
    this.#channel.send(backend.bindComplete);
  }

  describe({ kind, name }: Target): void {
    if (kind === "portal") {
      const { statement, formats } = this.#portal(name);
      const { fields } = statement.prepared;
      this.#channel.send(fields === null ? backend.noData : backend.rowDescription(fields, formats));
      return;
    }
    const { prepared, parameterTypes } = this.#statement(name);
    this.#channel.send(backend.parameterDescription(parameterTypes));
    this.#channel.send(
      prepared.fields === null ? backend.noData : backend.rowDescription(prepared.fields, []),
    );
  }

  /** `maxRows` 0 stands for all. */
  async execute(name: string, maxRows: number): Promise<void> {
    const portal = this.#portal(name);
    if (portal.statement.isEmpty) {
      this.#channel.send(backend.emptyQueryResponse);
      return;
    }
    const result = await portal.start(name);
    let left = maxRows || UNLIMITED;
    while (left > 0) {
      const rows = await result.next(left);
      if (rows === undefined) {
        this.#channel.send(backend.commandComplete(result.tag()));
        return;
      }
      this.#channel.send(result.encode(rows));
      if (this.#channel.pendingBytes >= FLUSH_BYTES) await this.#channel.flush();
      left -= rows.length;
    }
    this.#channel.send(backend.portalSuspended);
  }

  /** Closing what does not exist is no error. */
  async close({ kind, name }: Target): Promise<void> {
    if (kind === "portal") await this.#closePortal(name);
    else this.#statements.delete(name);
    this.#channel.send(backend.closeComplete);
  }

  /** Closes the portals if no transaction block is open: they end with their transaction. */
  async endTransaction(): Promise<void> {
    if (this.#session.status !== "I") return;
    for (const name of [...this.#portals.keys()]) await this.#closePortal(name);
  }

  /** A simple query takes the place of the unnamed statement and portal. */
  async dropUnnamed(): Promise<void> {
    this.#statements.delete("");
    await this.#closePortal("");
  }

  #statement(name: string): Statement {
    const statement = this.#statements.get(name);
    if (statement !== undefined) return statement;
    const subject = name === "" ? "unnamed prepared statement" : `prepared statement "${name}"`;
    throw new SqlError("26000", `${subject} does not exist`);
  }

  #portal(name: string): Portal {
    const portal = this.#portals.get(name);
    if (portal === undefined) throw new SqlError("34000", `portal "${name}" does not exist`);
    return portal;
  }

  async #closePortal(name: string): Promise<void> {
    const portal = this.#portals.get(name);
    this.#portals.delete(name);
    await portal?.close();
  }
}
