/** A line of the job's log, as far as a summary for people needs it. */
export interface JobRecord {
  level: string;
  msg: string;
  step?: string;
  ms?: number;
}

export interface RunFinished extends JobRecord {
  msg: "run finished";
  status: "committed" | "nothing new";
  ms: number;
  files: number;
  bytes: number;
  parts: number;
  /** Objects that were left out because of faults in them. */
  rejected?: number;
  rows: Readonly<Record<string, number>>;
  checks: { passed: number; failed: number; warned: number };
  steps: Readonly<Record<string, number>>;
}

export interface RunFailed extends JobRecord {
  msg: "run failed";
  exitCode: number;
  error: { message?: string };
}

/** The record in a line; undefined for a line that is none, such as a stack trace of Node's own. */
export function parseRecord(line: string): JobRecord | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const record: unknown = JSON.parse(line);
    return isRecord(record) ? record : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function isFinished(record: JobRecord): record is RunFinished {
  return record.msg === "run finished";
}

export function isFailed(record: JobRecord): record is RunFailed {
  return record.msg === "run failed";
}

function isRecord(value: unknown): value is JobRecord {
  return typeof value === "object" && value !== null && "msg" in value && "level" in value;
}
