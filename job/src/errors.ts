/** Exit codes of the job, documented in the README. Stopped by a signal: 128 + its number (143, 130). */
export const exitCodes = {
  success: 0,
  bug: 1,
  config: 2,
  badData: 3,
  checkFailed: 4,
  busy: 5,
  connection: 6,
} as const;

/** A fault that a person can cause and mend: one clear message, an exit code, the cause kept. */
export class JobError extends Error {
  override readonly name: string = "JobError";
  readonly exitCode: number;
  /** Names of what the fault is about, for the log: object, line, table, column, … never a value. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    message: string,
    exitCode: number,
    { cause, ...details }: { cause?: unknown; [name: string]: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.exitCode = exitCode;
    this.details = details;
  }
}

/** dwh.cfg, the environment or the command line says something that cannot be used. */
export class ConfigError extends JobError {
  override readonly name = "ConfigError";
  readonly faults: readonly string[];
  constructor(faults: readonly string[], more: { cause?: unknown } = {}) {
    super(faults.join("\n"), exitCodes.config, more);
    this.faults = faults;
  }
}

/** An object cannot be listed, read, written or bundled. */
export class SourceError extends JobError {
  override readonly name: string = "SourceError";
  constructor(message: string, more: { cause?: unknown; exitCode?: number; [name: string]: unknown } = {}) {
    const { exitCode = exitCodes.badData, ...rest } = more;
    super(message, exitCode, rest);
  }
}

/** An object is not the one that was listed any more: list again. */
export class ObjectChanged extends SourceError {
  override readonly name = "ObjectChanged";
}

/** A COPY or a statement of the load was refused because of the data. */
export class LoadError extends JobError {
  override readonly name = "LoadError";
  constructor(message: string, more: { cause?: unknown; [name: string]: unknown } = {}) {
    super(message, exitCodes.badData, more);
  }
}

/** A check of severity "error" found rows: the run is rolled back. */
export class CheckFailed extends JobError {
  override readonly name = "CheckFailed";
  constructor(message: string, more: { cause?: unknown; [name: string]: unknown } = {}) {
    super(message, exitCodes.checkFailed, more);
  }
}

/** Another run holds the lock for longer than this one may wait. */
export class Busy extends JobError {
  override readonly name = "Busy";
  constructor(message: string, more: { cause?: unknown; [name: string]: unknown } = {}) {
    super(message, exitCodes.busy, more);
  }
}

/** The warehouse cannot be reached, refuses the login, or the connection was lost. */
export class ConnectionError extends JobError {
  override readonly name = "ConnectionError";
  constructor(message: string, more: { cause?: unknown; [name: string]: unknown } = {}) {
    super(message, exitCodes.connection, more);
  }
}

/** The job was told to stop by a signal; what it had begun is rolled back. */
export class Stopped extends JobError {
  override readonly name = "Stopped";
  constructor(signal: "SIGTERM" | "SIGINT") {
    super(`Stopped by ${signal}: nothing was changed`, signal === "SIGTERM" ? 143 : 130);
  }
}
