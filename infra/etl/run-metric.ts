/** What the job says of a run that was committed; docs/operations.md has units and meanings. */
export type RunMetricName =
  | "Files"
  | "Bytes"
  | "Rejects"
  | "EventsStaged"
  | "SongsStaged"
  | "Plays"
  | "Duration"
  | "Lag";

interface Metric {
  namespace: string;
  metricName: string;
  dimensions: Record<string, string>;
}

/** One of the job's own metrics as CloudWatch has it. The job names them itself; a test compares the two. */
export function runMetric(metricName: RunMetricName, databaseName: string): Metric {
  return { namespace: "Sparkify/Etl", metricName, dimensions: { Database: databaseName } };
}
