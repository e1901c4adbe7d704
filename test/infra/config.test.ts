import { describe, expect, it, vi } from "vitest";
import { faults, load } from "./load-configuration.ts";

describe("a cluster that sleeps", () => {
  const nightly = {
    scheduleExpression: "cron(0 6 * * ? *)",
    resumeCron: "cron(30 5 * * ? *)",
    pauseCron: "cron(0 7 * * ? *)",
  };

  it("is taken when each run has half an hour before it and an hour after it", async () => {
    expect(await faults(nightly)).toEqual([]);
  });

  it.each([
    ["wakes up too late", { resumeCron: "cron(31 5 * * ? *)" }],
    ["falls asleep too early", { pauseCron: "cron(59 6 * * ? *)" }],
    ["falls asleep between waking up and the run", { pauseCron: "cron(45 5 * * ? *)" }],
    ["sleeps at weekends when runs don't", { resumeCron: "cron(30 5 ? * MON-FRI *)" }],
    ["never wakes up", { resumeCron: "cron(0 0 1 1 ? 1999)" }],
  ])("is refused when it %s", async (_, change) => {
    const [fault, ...others] = await faults({ ...nightly, ...change });
    expect(others).toEqual([]);
    expect(fault).toMatch(
      /^scheduleExpression = .*: the run of .* does not find the cluster awake: a run must fall at least 30 minutes after resumeCron and 60 minutes before pauseCron; move resumeCron or pauseCron$/,
    );
  });

  it("is refused with runs that do not follow its clock", async () => {
    const reason =
      "pause and resume follow UTC, so that runs must too; write a cron(…) and scheduleTimezone UTC";
    expect(await faults({ ...nightly, scheduleExpression: "rate(1 day)" })).toEqual([
      `scheduleExpression = rate(1 day): ${reason}`,
    ]);
    expect(await faults({ ...nightly, scheduleTimezone: "Europe/Berlin", maxHoursWithoutRun: "30" })).toEqual(
      [`scheduleExpression = cron(0 6 * * ? *): ${reason}`],
    );
  });
});

describe("the dead man's alarm", () => {
  it.each([
    ["rate(12 hours)", "UTC", "13"],
    ["cron(0 6 ? * MON-FRI *)", "UTC", "73"],
    // The night in which summer time ends has 25 hours.
    ["cron(0 6 * * ? *)", "Europe/Berlin", "26"],
  ])("of %s in %s takes %s hours and no less", async (scheduleExpression, scheduleTimezone, hours) => {
    const config = { scheduleExpression, scheduleTimezone };
    expect(await faults({ ...config, maxHoursWithoutRun: hours })).toEqual([]);
    const less = String(Number(hours) - 1);
    expect(await faults({ ...config, maxHoursWithoutRun: less })).toHaveLength(1);
  });

  it("can't watch a job that runs once a month", async () => {
    expect(await faults({ scheduleExpression: "cron(0 0 1 * ? *)" })).toEqual([
      "maxHoursWithoutRun = 26: runs lie up to 744 hours apart, so that it would be in alarm between them; an alarm looks back 168 hours at most: schedule a run at least every 6 days",
    ]);
  });
});

describe("what a cluster is made with", () => {
  const lastOutputs = {
    fixedForLife: { databaseName: "sparkify", adminUser: "dwh_admin", port: 5439, vpcId: "" },
  };

  it("may be what it was, or anything on a new stack", async () => {
    expect(await faults({}, { lastOutputs })).toEqual([]);
    expect(await faults({ port: "5440" })).toEqual([]);
  });

  it.each([
    ["databaseName", "music", '"sparkify"'],
    ["adminUser", "root_user", '"dwh_admin"'],
    ["port", "5440", "5439"],
  ])("does not change by accident: %s", async (key, value, was) => {
    expect(await faults({ [key]: value }, { lastOutputs })).toEqual([
      `${key} = ${value}: the cluster was made with ${was}, and a change replaces it and all its tables; write that again, or set allowReplace to true for one update`,
    ]);
  });

  it("changes with allowReplace", async () => {
    expect(await faults({ port: "5440", allowReplace: "true" }, { lastOutputs })).toEqual([]);
  });
});

it("is typed, filled in and frozen", async () => {
  const settings = await load({ numberOfNodes: "3", subnetIds: "[]", disposable: "true" });
  expect(settings).toMatchObject({ region: "us-west-2", numberOfNodes: 3, disposable: true, port: 5439 });
  expect(Object.isFrozen(settings)).toBe(true);
});

it.each([
  [{}, []],
  [{ nodeType: "rg.xlarge", numberOfNodes: "2" }, []],
  [
    { nodeType: "rg.large" },
    ["numberOfNodes = 1: whether AWS creates a single rg.large is not confirmed; 2 nodes are"],
  ],
  [{ nodeType: "ra4.large" }, ["nodeType = ra4.large: not a type this version knows; AWS decides"]],
])("warns of what AWS's pages don't confirm, and goes on: %o", async (config, expected) => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  try {
    await load(config);
    const said = warn.mock.calls.map(([message]) => String(message));
    expect(said).toEqual(expected.map((line) => `warning: [runtime] sparkify-dwh:${line}`));
  } finally {
    warn.mockRestore();
  }
});
