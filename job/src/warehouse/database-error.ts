import { DatabaseError } from "pg";
import { ConfigError, ConnectionError, JobError, LoadError } from "../errors.ts";

/** Whether the warehouse says that the statement was cancelled: by us, or by its own time limit. */
export function isCancelled(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === "57014";
}

interface Rule {
  applies(code: string, message: string): boolean;
  /** The error of the job, from the message and what goes with it. */
  toError(message: string, more: { cause: DatabaseError; sqlstate: string }): Error;
}

const passing = { retryable: true };

/** In order: the first that applies says what an error of the warehouse means. */
const rules: readonly Rule[] = [
  {
    // Redshift's own number for a conflict stands in the text, not in the SQLSTATE.
    applies: (code, text) => /^40(001|P01)/.test(code) || /\b(1023|1018)\b.*(isolation|conflict)/i.test(text),
    toError: (message, more) =>
      new ConnectionError(`${message}: another transaction was in the way`, { ...more, ...passing }),
  },
  {
    applies: (_, text) =>
      /S3ServiceException.*(SlowDown|InternalError|ServiceUnavailable|\b50\d\b)/is.test(text),
    toError: (message, more) => new ConnectionError(message, { ...more, ...passing }),
  },
  {
    applies: (_, text) => /S3ServiceException|not authorized to assume IAM Role/i.test(text),
    toError: (message, more) =>
      new ConfigError([`${message}: see [IAM_ROLE] ARN, what it may read, and [S3] REGION`], more),
  },
  {
    applies: (code) => code === "42501",
    toError: (message, more) =>
      new ConfigError([`${message}: grant the right to the user of [CLUSTER] DB_USER`], more),
  },
  {
    applies: (code) => code === "57014",
    toError: (message, more) =>
      new ConnectionError(
        `${message}: raise [RUN] STATEMENT_TIMEOUT_SECONDS if the load is that large`,
        more,
      ),
  },
  {
    applies: (code) => code.startsWith("53"),
    toError: (message, more) => new ConnectionError(message, more),
  },
  {
    applies: (code) => /^(08|57P|58)/.test(code),
    toError: (message, more) => new ConnectionError(message, { ...more, ...passing }),
  },
  {
    applies: (code) => /^(22|23|XX)/.test(code),
    toError: (message, more) => new LoadError(message, more),
  },
];

/**
 * What a failure of the driver or the warehouse means to a person. `attempt` says what was attempted ("Cannot load
 * users"). A JobError stays as it is; what is nobody's fault but the program's stays a plain Error.
 */
export function explainDatabaseError(error: unknown, attempt: string): unknown {
  if (error instanceof JobError) return error;
  if (!(error instanceof DatabaseError)) return explainDriverError(error, attempt);
  const sqlstate = error.code ?? "";
  const message = `${attempt}: ${error.message}${error.detail ? ` (${error.detail})` : ""}`;
  const rule = rules.find(({ applies }) => applies(sqlstate, error.message));
  return rule?.toError(message, { cause: error, sqlstate }) ?? new Error(message, { cause: error });
}

function explainDriverError(error: unknown, attempt: string): unknown {
  if (!(error instanceof Error)) return error;
  // A file of the job's own, whose codes look like those of a socket.
  if ("path" in error) return error;
  const code = (error as NodeJS.ErrnoException).code ?? "";
  const lost =
    /^(Connection terminated|Client has encountered a connection error|timeout expired|Client was closed|The server does not support SSL|Connection ended)/;
  if (!lost.test(error.message) && !/^E[A-Z_]+$/.test(code)) return error;
  return new ConnectionError(`${attempt}: the connection was lost: ${error.message}`, {
    cause: error,
    retryable: true,
  });
}
