import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { defaults } from "../../infra/config/settings.ts";
import { runMetrics } from "./dashboard-body.ts";
import type { Deployment } from "./deploy.ts";
import { stacks } from "./stacks.ts";

const page = readFileSync(new URL("../../docs/aws.md", import.meta.url), "utf8");
const dev = await stacks.dev();
const prod = await stacks.prod();

const hoursOfMonth = 730;

/** The cells of the cost table's row, without its name. */
function costs(part: string): string[] {
  const row = page.split("\n").find((line) => line.startsWith(`| ${part} |`)) ?? "";
  return row
    .split("|")
    .slice(2, -1)
    .map((cell) => cell.trim());
}

function ofType({ resources }: Deployment, type: string) {
  return resources.filter((resource) => resource.type.endsWith(`:${type}`));
}

it("has a heading for every alarm, and no heading for an alarm that there is not", () => {
  const names = [...ofType(prod, "MetricAlarm"), ...ofType(prod, "EventRule")].map(({ name }) =>
    name.replace("sparkify-dwh-prod-", ""),
  );
  const headings = [...page.matchAll(/^### ([a-z]+(?:-[a-z]+)+)$/gm)].map(([, name]) => name);
  expect(headings.sort()).toEqual(names.sort());
});

it("is where every alarm points to", () => {
  const texts = [...ofType(prod, "MetricAlarm"), ...ofType(prod, "EventTarget")].map((resource) => ({
    name: resource.name.replace("sparkify-dwh-prod-", ""),
    text: JSON.stringify(resource.inputs),
  }));
  expect(texts).toHaveLength(7);
  for (const { name, text } of texts) expect(text).toContain(`What to do: docs/aws.md, ${name}`);
});

it("counts endpoint-hours as the graphs have them", () => {
  const quantity = (deployment: Deployment) => {
    const endpoints = deployment.resources.filter(({ inputs }) => inputs.vpcEndpointType === "Interface");
    const zones = (endpoints.at(0)?.inputs.subnetIds as string[] | undefined)?.length ?? 0;
    const hours = endpoints.length * zones * hoursOfMonth;
    return `${endpoints.length} × ${zones} × ${hoursOfMonth} = ${hours} endpoint-hours`;
  };
  expect(costs("interface endpoints").slice(1, 3)).toEqual([quantity(prod), quantity(dev)]);
});

it("counts node-hours and runs as defaults and dev stack have them", () => {
  // Awake from 05:00 to 18:00 on working days, a run on each: a month has 30.4 days.
  const workingDays = (365 / 12) * (5 / 7);
  const awake = Math.round(13 * workingDays);
  expect(costs("Redshift nodes").slice(1, 3)).toEqual([
    `1 × ${hoursOfMonth} = ${hoursOfMonth} node-hours`,
    `1 × ${awake} = ${awake} node-hours`,
  ]);
  const [vcpu, gigabytes] = [defaults.taskCpu / 1024, defaults.taskMemory / 1024];
  expect(costs("task").slice(1, 3)).toEqual([
    `${(365 / 12).toFixed(1)} runs of ${vcpu} vCPU, ${gigabytes} GB`,
    `${workingDays.toFixed(1)} runs of ${vcpu} vCPU, ${gigabytes} GB`,
  ]);
});

it("counts alarms, custom metrics, dashboards, secrets, images and budgets as the graphs have them", () => {
  const counted = (deployment: Deployment) => {
    const ofTheJob = new Set(runMetrics(deployment).map(({ metricName }) => metricName));
    const custom = ofType(deployment, "LogMetricFilter").length + ofTheJob.size;
    return `${ofType(deployment, "MetricAlarm").length} alarmed, ${custom} custom`;
  };
  expect(costs("alarms").slice(1, 3)).toEqual([counted(prod), counted(dev)]);
  const [policy] = ofType(prod, "LifecyclePolicy");
  const { rules } = JSON.parse(policy?.inputs.policy as string);
  expect(costs("images")[1]).toBe(`up to ${rules[0].selection.countNumber}`);
  const dashboards = [prod, dev].map((deployment) =>
    String(ofType(deployment, "cloudwatch/dashboard:Dashboard").length),
  );
  expect(costs("dashboard").slice(1, 3)).toEqual(dashboards);
  expect([ofType(prod, "Budget").length, ofType(dev, "Budget").length]).toEqual([1, 0]);
});

it("links a price page in every row of the costs", () => {
  const table = page.slice(page.indexOf("## What it costs"), page.indexOf("## When something fails"));
  const rows = table.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| part"));
  const priced = rows.filter((line) => /\(https:\/\/aws\.amazon\.com\/[\w/-]+pricing\/\) \|$/.test(line));
  expect(priced).toHaveLength(rows.length - 1); // all but the line under the head
  expect(table).toMatch(/as they stood in\s\w+ \d{4}/);
});

it("names only settings and outputs that there are", () => {
  const outputs = [...page.matchAll(/stack output (\w+)/g)].map(([, name]) => name as string);
  expect(outputs.filter((name) => !(name in prod.outputs))).toEqual([]);
  const set = [...page.matchAll(/config set (?:--path ')?(\w+)/g)].map(([, key]) => key as string);
  expect(set.length).toBeGreaterThan(2);
  expect(set.filter((key) => !(key in defaults))).toEqual([]);
});
