/** A benchmark that cannot be run as asked, or whose contenders do not agree. */
export class BenchError extends Error {
  override readonly name: string = "BenchError";
}

/** A process that ended with another exit code than 0. */
export class ProcessFailed extends BenchError {
  override readonly name = "ProcessFailed";
  /** What it said of it, in a line. */
  readonly reason: string;

  constructor(command: string, { code, output }: { code: unknown; output: string }) {
    super(`"${command}" ended with ${code}: ${output}`);
    this.reason = /Error: (.*?)\]?$/m.exec(output)?.[1] ?? `exit code ${code}`;
  }
}
