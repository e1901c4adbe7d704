import { describe, expect, it } from "vitest";
import { shownMetrics, widgets } from "./dashboard-body.ts";
import { deploy } from "./deploy.ts";
import { the } from "./find-resource.ts";
import { stacks } from "./stacks.ts";

const dev = await stacks.dev();
const prod = await stacks.prod();
const guest = await stacks.guest();

describe.each(Object.entries({ dev, prod, guest }))("the dashboard of %s", (stack, deployment) => {
  const { resources, outputs } = deployment;
  const name = `sparkify-dwh-${stack}`;
  const placed = widgets(deployment);
  const ofType = (type: string) => placed.filter((widget) => widget.type === type);

  it("is named like the stack, and its address is an output", () => {
    const { inputs } = the(deployment, "aws:cloudwatch/dashboard:Dashboard");
    expect(Object.keys(inputs).sort()).toEqual(["dashboardBody", "dashboardName"]);
    expect(inputs.dashboardName).toBe(name);
    expect(JSON.parse(inputs.dashboardBody as string)).toEqual({
      start: "-P14D",
      periodOverride: "inherit",
      widgets: placed,
    });
    expect(outputs.dashboardUrl).toBe(
      `https://us-west-2.console.aws.amazon.com/cloudwatch/home?region=us-west-2#dashboards/dashboard/${name}`,
    );
  });

  it("fills the console's 24 columns without a gap or an overlap", () => {
    expect(placed.map(({ x, y, width, height }) => [x, y, width, height])).toEqual([
      [0, 0, 24, 3],
      ...[0, 8, 16].map((x) => [x, 3, 8, 6]),
      ...[0, 8, 16].map((x) => [x, 9, 8, 6]),
      ...[0, 8, 16].map((x) => [x, 15, 8, 6]),
      [0, 21, 24, 8],
    ]);
  });

  it("shows the state of every alarm over a metric", () => {
    const alarms = resources.filter(({ type }) => type === "aws:cloudwatch/metricAlarm:MetricAlarm");
    const shown = ofType("alarm").flatMap(({ properties }) => properties.alarms);
    expect(shown.sort()).toEqual(alarms.map(({ outputs: { arn } }) => arn).sort());
  });

  it("shows tasks that went wrong by the rules that tell of them", () => {
    const rules = resources.filter(({ type }) => type === "aws:cloudwatch/eventRule:EventRule");
    const shown = shownMetrics(deployment).filter(({ namespace }) => namespace === "AWS/Events");
    expect(shown).toEqual(
      rules.map((rule) => ({
        namespace: "AWS/Events",
        metricName: "Invocations",
        dimensions: { RuleName: rule.outputs.name },
      })),
    );
    expect(shown).toHaveLength(2);
  });

  it("shows CPU, connections and storage of the stack's own cluster", () => {
    const shown = shownMetrics(deployment).filter(({ namespace }) => namespace === "AWS/Redshift");
    expect(shown).toEqual(
      ["CPUUtilization", "DatabaseConnections", "PercentageDiskSpaceUsed"].map((metricName) => ({
        namespace: "AWS/Redshift",
        metricName,
        dimensions: { ClusterIdentifier: outputs.clusterId },
      })),
    );
  });

  it("lists how the last runs ended, from the stack's own log", () => {
    expect(ofType("log").map(({ properties }) => properties)).toEqual([
      {
        region: "us-west-2",
        title: "Last runs",
        view: "table",
        query:
          `SOURCE '${outputs.logGroupName}'` +
          " | fields @timestamp, msg, status, files, rejected, rows.songplays, exitCode, error.message" +
          ' | filter msg in ["run finished", "run failed", "lake failed"]' +
          " | sort @timestamp desc | limit 50",
      },
    ]);
  });
});

it("draws a line with its label, statistic and axis", () => {
  const rows = widgets(dev).find(({ properties }) => properties.title === "Rows");
  const ofRun = (metric: string) => ["Sparkify/Etl", metric, "Database", "sparkify"];
  expect(rows).toEqual({
    type: "metric",
    x: 8,
    y: 9,
    width: 8,
    height: 6,
    properties: {
      region: "us-west-2",
      title: "Rows",
      view: "timeSeries",
      period: 3600,
      yAxis: { left: { min: 0 }, right: { min: 0 } },
      metrics: [
        [...ofRun("EventsStaged"), { label: "events loaded", stat: "Sum" }],
        [...ofRun("SongsStaged"), { label: "songs loaded", stat: "Sum" }],
        [...ofRun("Plays"), { label: "plays in the warehouse", stat: "Maximum", yAxis: "right" }],
      ],
    },
  });
});

it("follows the settings for region and database", async () => {
  const settings = { "aws:region": "eu-west-1", dataRegion: "eu-west-1", databaseName: "music" };
  const elsewhere = await deploy(settings, { stack: "elsewhere" });
  const regions = widgets(elsewhere).map(({ properties }) => properties.region);
  expect(new Set(regions.filter((region) => region !== undefined))).toEqual(new Set(["eu-west-1"]));
  expect(JSON.stringify(widgets(elsewhere))).toContain('"Database","music"');
  expect(JSON.stringify(widgets(elsewhere))).not.toContain('"sparkify"');
});
