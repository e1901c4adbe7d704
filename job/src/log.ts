import { type DestinationStream, type Logger, pino } from "pino";

export const levels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type Level = (typeof levels)[number];

/** Shorter texts are no secret worth hiding: they would blot out half of every line. */
const shortestSecret = 4;

interface LogOptions {
  level: Level;
  secrets: readonly string[];
  to: DestinationStream;
}

/** The job's log: JSON lines. `secrets` may grow while the job runs; none reaches a line, whatever it stands in. */
export function createLog({ level, secrets, to }: LogOptions): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: (line) => redact(line, secrets) },
    },
    to,
  );
}

function redact(line: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= shortestSecret)
    .map((secret) => JSON.stringify(secret).slice(1, -1))
    .reduce((text, secret) => text.replaceAll(secret, "[secret]"), line);
}
