import { randomInt } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import type { SecureContext } from "node:tls";
import { errorResponse, noticeResponse } from "./backend-message.ts";
import { Channel, ClientGone } from "./channel.ts";
import { type Database, type Notice, type Session, SqlError } from "./database.ts";
import { FatalError } from "./fatal-error.ts";
import { type Client, logIn } from "./log-in.ts";
import { serveMessages } from "./serve-messages.ts";
import { startUpSettings } from "./start-up-settings.ts";
import { welcome } from "./welcome.ts";

export interface WireOptions {
  database: string;
  user: string;
  password: string;
  secureContext?: SecureContext;
  /** More than these get 53300. */
  maxSessions?: number;
  maxMessageBytes?: number;
  /** A client that has not logged in by then is dropped. */
  loginTimeoutMs?: number;
  /** Told of every error that is a fault of the server itself. */
  onBug(error: unknown): void;
}

interface Connection {
  channel: Channel;
  done: Promise<void>;
}

interface OpenSession {
  session: Session;
  secretKey: number;
}

const FIRST_PROCESS_ID = 1000;
const MAX_SECRET = 2 ** 31 - 1;

/** PostgreSQL's protocol 3.0 before a Database: one session of the database a connection. */
export class WireServer {
  readonly #database: Database;
  readonly #options: Required<Omit<WireOptions, "secureContext">> & WireOptions;
  readonly #server: Server;
  readonly #connections = new Set<Connection>();
  readonly #sessions = new Map<number, OpenSession>();
  #lastProcessId = FIRST_PROCESS_ID;
  #sessionCount = 0;

  constructor(database: Database, options: WireOptions) {
    this.#database = database;
    this.#options = {
      maxSessions: 500,
      maxMessageBytes: 64 * 1024 * 1024,
      loginTimeoutMs: 10_000,
      ...options,
    };
    this.#server = createServer((socket) => this.#accept(socket));
    // Beyond the sessions there must be room to log in, be refused, and cancel.
    this.#server.maxConnections = this.#options.maxSessions * 2 + 10;
  }

  /** Rejects with the socket's error, such as EADDRINUSE. */
  async listen(port: number, host: string): Promise<{ host: string; port: number }> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen({ port, host, backlog: this.#options.maxSessions }, resolve);
    });
    this.#server.removeAllListeners("error").on("error", this.#options.onBug);
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("Not a TCP address");
    return { host: address.address, port: address.port };
  }

  /** Sessions that are open, those that are just being closed included. */
  get sessionCount(): number {
    return this.#sessionCount;
  }

  /** Ends every session (57P01, statement cancelled, transaction rolled back), then stops listening. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const { channel } of this.#connections) {
      const reason = "terminating connection due to administrator command";
      channel.send(errorResponse(new SqlError("57P01", reason), "FATAL"));
      channel.end();
    }
    await Promise.all(Array.from(this.#connections, ({ done }) => done));
    await closed;
  }

  #accept(socket: Socket): void {
    const channel = new Channel(socket);
    const connection: Connection = { channel, done: this.#serve(channel) };
    this.#connections.add(connection);
    connection.done.finally(() => this.#connections.delete(connection));
  }

  async #serve(channel: Channel): Promise<void> {
    try {
      const client = await this.#logIn(channel);
      if (client !== undefined) await this.#serveClient(channel, client);
    } catch (error) {
      this.#answerLast(channel, error);
    } finally {
      channel.end();
    }
  }

  async #logIn(channel: Channel): Promise<Client | undefined> {
    const timer = setTimeout(() => channel.end(), this.#options.loginTimeoutMs);
    try {
      return await logIn(channel, {
        secureContext: undefined,
        ...this.#options,
        cancel: (processId, secretKey) => this.#cancel(processId, secretKey),
      });
    } finally {
      clearTimeout(timer);
    }
  }

  async #serveClient(channel: Channel, client: Client): Promise<void> {
    if (this.#sessionCount >= this.#options.maxSessions) {
      throw new FatalError("53300", "too many connections");
    }
    this.#sessionCount += 1;
    try {
      await this.#serveSession(channel, client);
    } finally {
      this.#sessionCount -= 1;
    }
  }

  async #serveSession(channel: Channel, { user, database, parameters }: Client): Promise<void> {
    const { applicationName, clientEncoding, settings } = startUpSettings(parameters);
    const processId = ++this.#lastProcessId;
    const secretKey = randomInt(MAX_SECRET);
    const notify = (notice: Notice) => {
      channel.send(noticeResponse(notice));
      channel.write();
    };
    const login = { user, database, applicationName, settings, processId, notify };
    const session = await this.#database.connect(login);
    this.#sessions.set(processId, { session, secretKey });
    channel.onGone(() => session.cancel());
    try {
      const { status } = session;
      channel.send(welcome({ user, applicationName, clientEncoding, processId, secretKey, status }));
      await channel.flush();
      await serveMessages(session, channel, this.#options);
    } finally {
      this.#sessions.delete(processId);
      await session.close();
    }
  }

  #cancel(processId: number, secretKey: number): void {
    const open = this.#sessions.get(processId);
    // A wrong key gets no answer, as PostgreSQL has it: nothing to learn from guessing.
    if (open?.secretKey === secretKey) open.session.cancel();
  }

  #answerLast(channel: Channel, error: unknown): void {
    if (error instanceof ClientGone) return;
    if (error instanceof SqlError) channel.send(errorResponse(error, "FATAL"));
    else this.#options.onBug(error);
  }
}
