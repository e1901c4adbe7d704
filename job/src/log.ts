import { destination, type Logger, pino } from "pino";

export const levels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type Level = (typeof levels)[number];

/** Shorter texts are no secret worth hiding: they would blot out half of every line. */
const shortestSecret = 4;

interface LogOptions {
  level: Level;
  secrets: readonly string[];
  to?: "stdout" | "stderr";
}

/**
 * The job's log: JSON lines on stdout, or on stderr where stdout is for a result, written at once, so that the last
 * line is out before the process ends.
 * `secrets` may grow while the job runs; none of them reaches a line, whatever it stands in.
 */
export function createLog({ level, secrets, to = "stdout" }: LogOptions): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: (line) => redact(line, secrets) },
    },
    destination({ dest: to === "stdout" ? 1 : 2, sync: true }),
  );
}

function redact(line: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= shortestSecret)
    .map((secret) => JSON.stringify(secret).slice(1, -1))
    .reduce((text, secret) => text.replaceAll(secret, "[secret]"), line);
}
