import { Client, DatabaseError } from "pg";
import type { Config } from "../config/config.ts";
import { ConnectionError } from "../errors.ts";
import { cutConnection } from "./cut-connection.ts";

/** Longest wait for the warehouse to accept a connection. */
const connectionTimeoutMs = 30_000;

/**
 * A connected client. Only what Redshift takes goes into the start-up message: it refuses settings there that
 * PostgreSQL knows. Keep-alive, because a long COPY is silent and firewalls drop silent connections. Throws a
 * ConnectionError that says what to look at, and the reason of `stop`.
 */
export async function connect(
  { host, port, database, user, password, tls }: Config["cluster"],
  { stop }: { stop: AbortSignal },
): Promise<Client> {
  stop.throwIfAborted();
  const client = new Client({
    host,
    port,
    database,
    user,
    password,
    ssl: tls === "verify" ? { rejectUnauthorized: true } : false,
    keepAlive: true,
    keepAliveInitialDelayMillis: 60_000,
    connectionTimeoutMillis: connectionTimeoutMs,
    application_name: "sparkify-etl",
  });
  // Without a listener, a connection that breaks between two statements would end the process; the next statement
  // reports it.
  client.on("error", () => {});
  const cut = () => cutConnection(client);
  stop.addEventListener("abort", cut, { once: true });
  try {
    await client.connect();
    return client;
  } catch (cause) {
    stop.throwIfAborted();
    throw explainRefusal(cause, { host, port, database, user });
  } finally {
    stop.removeEventListener("abort", cut);
  }
}

const hints: Readonly<Record<string, string>> = {
  ECONNREFUSED:
    'nothing listens there: start the local one with "npm run local", or see that the cluster is not paused',
  ENOTFOUND: "there is no such host: see [CLUSTER] HOST",
  ETIMEDOUT: "no answer: see that the cluster is not paused and its security group admits this machine",
  "28P01": "the password was refused: see [CLUSTER] DB_USER and DB_PASSWORD",
  "28000": "the login was refused: see [CLUSTER] DB_USER and DB_PASSWORD",
  "3D000": "there is no such database: see [CLUSTER] DB_NAME",
};

function explainRefusal(
  cause: unknown,
  { host, port, database, user }: { host: string; port: number; database: string; user: string },
): ConnectionError {
  const error = cause as NodeJS.ErrnoException;
  const target = `warehouse "${database}" as "${user}" at ${host}:${port}`;
  const hint = hints[error.code ?? ""] ?? explainWithoutCode(error);
  const refused = cause instanceof DatabaseError && /^(28|3D)/.test(cause.code ?? "");
  return new ConnectionError(`Cannot connect to ${target}: ${hint}`, {
    cause,
    retryable: !refused,
  });
}

function explainWithoutCode(error: Error): string {
  if (/timeout/i.test(error.message)) return hints.ETIMEDOUT ?? error.message;
  if (/does not support SSL/.test(error.message)) {
    return "it offers no TLS: only for a host on this machine may [CLUSTER] TLS be off";
  }
  return error.message;
}
