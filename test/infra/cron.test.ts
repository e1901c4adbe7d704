import { describe, expect, it } from "vitest";
import { parseCron, runTimes } from "../../infra/config/cron.ts";

/** The runs of November and December 2018, as `MM-DD HH:MM`. */
function runs(expression: string): string[] {
  const from = new Date("2018-11-01T12:00:00Z");
  return runTimes(parseCron(expression), { from, days: 61 }).map((minutes) =>
    new Date(minutes * 60_000).toISOString().slice(5, 16).replace("T", " "),
  );
}

describe("an AWS cron expression runs", () => {
  it.each([
    ["cron(0 6 1 * ? *)", ["11-01 06:00", "12-01 06:00"]],
    ["cron(30 1,13 24 DEC ? 2018)", ["12-24 01:30", "12-24 13:30"]],
    ["cron(0/20 4 1 12 ? *)", ["12-01 04:00", "12-01 04:20", "12-01 04:40"]],
    ["cron(0 22-23 L * ? *)", ["11-30 22:00", "11-30 23:00", "12-31 22:00", "12-31 23:00"]],
    ["cron(5 6 LW * ? *)", ["11-30 06:05", "12-31 06:05"]],
    // 1 December 2018 is a Saturday: the weekday nearest to it in the same month is Monday the 3rd.
    ["cron(5 6 1W * ? *)", ["11-01 06:05", "12-03 06:05"]],
    // 15 December is a Saturday, 30 December a Sunday, with 31 December a Monday.
    ["cron(5 6 15W DEC ? *)", ["12-14 06:05"]],
    ["cron(5 6 30W DEC ? *)", ["12-31 06:05"]],
    ["cron(0 0 ? * 6L *)", ["11-30 00:00", "12-28 00:00"]],
    ["cron(0 0 ? * MON#2 *)", ["11-12 00:00", "12-10 00:00"]],
    ["cron(0 0 ? 12 SAT,SUN 2018)", saturdaysAndSundays()],
    ["cron(0 0 ? 12 L 2018)", ["12-01", "12-08", "12-15", "12-22", "12-29"].map((d) => `${d} 00:00`)],
    ["cron(0 0 1 1 ? 2030)", []],
  ])("%s", (expression, expected) => {
    expect(runs(expression)).toEqual(expected);
  });

  it("cron(*/30 * ? * MON-FRI *) 48 times on each of 43 working days", () => {
    expect(runs("cron(*/30 * ? * MON-FRI *)")).toHaveLength(48 * 43);
  });
});

describe("an AWS cron expression is refused", () => {
  it.each([
    ["0 6 * * ? *", "write six fields, cron(minutes hours day-of-month month day-of-week year)"],
    ["cron(0 6 * * ?)", "write six fields, cron(minutes hours day-of-month month day-of-week year)"],
    ["cron(0 6 * * * *)", "write ? for exactly one of day-of-month and day-of-week"],
    ["cron(0 6 ? * ? *)", "write ? for exactly one of day-of-month and day-of-week"],
    ["cron(60 6 * * ? *)", '"60" is no value of minutes (0-59)'],
    ["cron(0 24 * * ? *)", '"24" is no value of hours (0-23)'],
    ["cron(0 6 0 * ? *)", '"0" is no value of day-of-month (1-31)'],
    ["cron(0 6 * FOO ? *)", '"FOO" is no value of month (1-12)'],
    ["cron(0 6 ? * 8 *)", '"8" is no value of day-of-week (1-7)'],
    ["cron(0 6 * * ? 1969)", '"1969" is no value of year (1970-2199)'],
    ["cron(0 9-5 * * ? *)", '"9-5" of hours ends before it begins'],
    ["cron(0/0 6 * * ? *)", '"0/0" is no value of minutes'],
    ["cron(1;2 6 * * ? *)", '"1;2" is no value of minutes'],
  ])("%s", (expression, message) => {
    expect(() => parseCron(expression)).toThrow(new Error(message));
  });
});

function saturdaysAndSundays(): string[] {
  const days = ["01", "02", "08", "09", "15", "16", "22", "23", "29", "30"];
  return days.map((day) => `12-${day} 00:00`);
}
