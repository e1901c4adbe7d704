import { DatabaseError } from "pg";
import { ConfigError, ConnectionError, JobError, LoadError } from "../errors.ts";

/** Whether the warehouse says that the statement was cancelled: by us, or by its own time limit. */
export function isCancelled(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === "57014";
}

/** Redshift's own number for a conflict between transactions stands in the text, not in the SQLSTATE. */
function isConflict(error: DatabaseError): boolean {
  return (
    error.code === "40001" ||
    error.code === "40P01" ||
    /\b(1023|1018)\b.*(isolation|conflict|transaction)/i.test(error.message)
  );
}

/**
 * What a failure of the driver or the warehouse means to a person. `attempt` says what was attempted ("Cannot load
 * users"). A JobError stays as it is; what is nobody's fault but the program's stays a plain Error.
 */
export function explainDatabaseError(error: unknown, attempt: string): unknown {
  if (error instanceof JobError) return error;
  if (!(error instanceof DatabaseError)) return explainDriverError(error, attempt);
  const code = error.code ?? "";
  const message = `${attempt}: ${error.message}${error.detail ? ` (${error.detail})` : ""}`;
  const more = { cause: error, sqlstate: code };
  if (isConflict(error))
    return new ConnectionError(`${message}: another transaction was in the way`, {
      ...more,
      retryable: true,
    });
  if (code === "42501")
    return new ConfigError([`${message}: grant the right to the user of [CLUSTER] DB_USER`], {
      cause: error,
    });
  if (code === "57014")
    return new ConnectionError(
      `${message}: raise [RUN] STATEMENT_TIMEOUT_SECONDS if the load is that large`,
      more,
    );
  if (/^(08|57P|53|58)/.test(code))
    return new ConnectionError(message, { ...more, retryable: !code.startsWith("53") });
  if (code.startsWith("22") || code.startsWith("23") || code.startsWith("XX"))
    return new LoadError(message, more);
  return new Error(message, { cause: error });
}

function explainDriverError(error: unknown, attempt: string): unknown {
  if (!(error instanceof Error)) return error;
  const code = (error as NodeJS.ErrnoException).code ?? "";
  const lost =
    /^(Connection terminated|Client has encountered a connection error|timeout expired|Client was closed|The server does not support SSL|Connection ended)/;
  if (!lost.test(error.message) && !/^E[A-Z_]+$/.test(code)) return error;
  return new ConnectionError(`${attempt}: the connection was lost: ${error.message}`, {
    cause: error,
    retryable: true,
  });
}
