import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { embeddedMetrics } from "../../job/src/run/metrics.ts";
import { runMetrics } from "./dashboard-body.ts";
import { the } from "./find-resource.ts";
import { stacks } from "./stacks.ts";

const page = readFileSync(new URL("../../docs/operations.md", import.meta.url), "utf8");
const dev = await stacks.dev();

/** What the job says at the end of a run. */
const line = embeddedMetrics(
  {
    status: "committed",
    files: 30,
    parts: 4,
    bytes: 1000,
    stagedEvents: 8056,
    stagedSongs: 71,
    rejected: 1,
    rows: { songplays: 6820, users: 96, songs: 71, artists: 69, time: 6813 },
    newestEvent: "2018-11-30T19:54:24.796Z",
    checks: { passed: 20, failed: 0, warned: 0 },
    ms: 1500,
  },
  { database: "sparkify", now: new Date("2018-12-01T00:00:00Z") },
);

interface Directive {
  Namespace: string;
  Dimensions: string[][];
  Metrics: { Name: string; Unit: string }[];
}
const [directive, ...others] = (line._aws as { CloudWatchMetrics: Directive[] }).CloudWatchMetrics;
if (directive === undefined) throw new Error("the job says no metrics");
const { Namespace: namespace, Dimensions, Metrics } = directive;
const dimensions = Object.fromEntries((Dimensions[0] ?? []).map((name) => [name, line[name]]));
const said = Metrics.map(({ Name }) => ({ namespace, metricName: Name, dimensions }));
const byName = (a: { metricName: string }, b: { metricName: string }) =>
  a.metricName < b.metricName ? -1 : 1;

it("shows on the dashboard every metric that the job says, and no other", () => {
  expect(others).toEqual([]);
  expect(Dimensions).toHaveLength(1);
  expect(said.length).toBeGreaterThan(0);
  expect(runMetrics(dev).sort(byName)).toEqual(said.sort(byName));
});

it("sounds when a run says that it left out objects, and not when there is no run", () => {
  const alarm = the(dev, "aws:cloudwatch/metricAlarm:MetricAlarm", "sparkify-dwh-dev-rejected-objects");
  expect(said).toContainEqual({ namespace, metricName: "Rejects", dimensions });
  expect(alarm.inputs).toEqual({
    alarmDescription: "A run left out bad objects. What to do: docs/aws.md, rejected-objects",
    namespace,
    metricName: "Rejects",
    dimensions,
    statistic: "Sum",
    period: 300,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    treatMissingData: "notBreaching",
    alarmActions: [dev.outputs.topicArn],
    okActions: [dev.outputs.topicArn],
  });
});

it("is documented metric by metric, with its unit", () => {
  const section = page.slice(page.indexOf("## Metrics"), page.indexOf("## Exit codes"));
  const rows = [...section.matchAll(/^\| `(\w+)` \| (\w+) \| \S/gm)].map(([, Name, Unit]) => ({
    Name,
    Unit,
  }));
  const inOrder = (a: { Name?: string | undefined }, b: { Name?: string | undefined }) =>
    String(a.Name) < String(b.Name) ? -1 : 1;
  expect(rows.sort(inOrder)).toEqual([...Metrics].sort(inOrder));
  expect(section).toContain(`\`${namespace}\``);
  expect(section).toContain(`\`${Object.keys(dimensions).join()}\``);
});
