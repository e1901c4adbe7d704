import type { RunSummary } from "./run-summary.ts";

/** Namespace and dimension of the metrics; a dashboard and alarms ask for them by these. */
const namespace = "Sparkify/Etl";
const dimension = "Database";

/** The metrics of a run, with CloudWatch's units. */
const units = {
  Files: "Count",
  Rejects: "Count",
  EventsStaged: "Count",
  SongsStaged: "Count",
  Plays: "Count",
  Bytes: "Bytes",
  Duration: "Milliseconds",
  Lag: "Seconds",
} as const;

/**
 * A run as one log line in CloudWatch's embedded metric format: CloudWatch Logs makes metrics of it, with no agent and
 * no further permission. Lag is the time from the newest event in the warehouse to `now`, left out while there is none.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedMetrics(
  summary: RunSummary & { ms: number },
  { database, now }: { database: string; now: Date },
): Record<string, unknown> {
  const { newestEvent } = summary;
  const values: Partial<Record<keyof typeof units, number>> = {
    Files: summary.files,
    Rejects: summary.rejected,
    EventsStaged: summary.stagedEvents,
    SongsStaged: summary.stagedSongs,
    Plays: summary.rows.songplays,
    Bytes: summary.bytes,
    Duration: summary.ms,
    ...(newestEvent && { Lag: Math.round((now.getTime() - Date.parse(newestEvent)) / 1000) }),
  };
  const names = Object.keys(values) as (keyof typeof units)[];
  const metrics = names.map((name) => ({ Name: name, Unit: units[name] }));
  return {
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [[dimension]], Metrics: metrics }],
    },
    [dimension]: database,
    ...values,
  };
}
