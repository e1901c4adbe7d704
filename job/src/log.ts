import { destination, type Logger, pino } from "pino";

export const levels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type Level = (typeof levels)[number];

/** Shorter texts are no secret worth hiding: they would blot out half of every line. */
const shortestSecret = 4;

/**
 * The job's log: JSON lines on stdout, written at once, so that the last line is out before the process ends.
 * `secrets` may grow while the job runs; none of them reaches a line, whatever it stands in.
 */
export function createLog({ level, secrets }: { level: Level; secrets: readonly string[] }): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: (line) => redact(line, secrets) },
    },
    destination({ dest: 1, sync: true }),
  );
}

function redact(line: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= shortestSecret)
    .map((secret) => JSON.stringify(secret).slice(1, -1))
    .reduce((text, secret) => text.replaceAll(secret, "[secret]"), line);
}
