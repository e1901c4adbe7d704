import { parseCron, runTimes } from "./cron.ts";
import type { Fault, Rule, Settings } from "./settings.ts";

/** Days to look ahead: over a year, so that a yearly run is seen to be one. */
const days = 400;
const minutesToResume = 30;
const minutesForRun = 60;

const expression: Rule = (settings) =>
  withoutError("scheduleExpression", () => longestGap(settings, new Date()));

const timezone: Rule = ({ scheduleTimezone }) =>
  isTimezone(scheduleTimezone)
    ? []
    : [{ key: "scheduleTimezone", reason: 'write an IANA name, like "UTC" or "Europe/Berlin"' }];

/** CloudWatch looks back seven days at most over hourly periods: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html */
const deadMan: Rule = (settings) => {
  const { maxHoursWithoutRun: hours } = settings;
  if (hours < 1 || hours > 168) {
    return [{ key: "maxHoursWithoutRun", reason: "an alarm looks back 1 to 168 hours; write 26" }];
  }
  if (expression(settings).length > 0) return [];
  const gap = longestGap(settings, new Date());
  if (hours > gap) return [];
  const needed = Math.floor(gap) + 2;
  const remedy =
    needed <= 168
      ? `write ${needed}`
      : "an alarm looks back 168 hours at most: schedule a run at least every 6 days";
  const reason = `runs lie up to ${gap} hours apart, so that it would be in alarm between them; ${remedy}`;
  return [{ key: "maxHoursWithoutRun", reason }];
};

const pause: Rule = (settings) => {
  const { pauseCron, resumeCron, scheduleExpression, scheduleTimezone } = settings;
  if (pauseCron === "" && resumeCron === "") return [];
  if (pauseCron === "") return [{ key: "pauseCron", reason: "resumeCron needs it beside it" }];
  if (resumeCron === "") return [{ key: "resumeCron", reason: "pauseCron needs it beside it" }];
  const faults = (["pauseCron", "resumeCron"] as const).flatMap((key) =>
    withoutError(key, () => parseCron(settings[key])),
  );
  if (!scheduleExpression.startsWith("cron(") || scheduleTimezone !== "UTC") {
    const reason =
      "pause and resume follow UTC, so that runs must too; write a cron(…) and scheduleTimezone UTC";
    faults.push({ key: "scheduleExpression", reason });
  }
  if (faults.length > 0 || expression(settings).length > 0) return faults;
  return sleepingRuns(settings, new Date());
};

export const scheduleRules: readonly Rule[] = [expression, timezone, deadMan, pause];

/** Hours between two runs, at most. A zone with summer time has days of 25 hours. Throws what is wrong with the expression. */
function longestGap({ scheduleExpression, scheduleTimezone }: Settings, from: Date): number {
  if (scheduleExpression.startsWith("cron(")) {
    const times = runTimes(parseCron(scheduleExpression), { from, days });
    const gaps = times.slice(1).map((time, index) => time - (times[index] as number));
    if (gaps.length === 0) throw new Error(`it runs less than twice in ${days} days`);
    const widest = gaps.reduce((a, b) => Math.max(a, b)) / 60;
    return scheduleTimezone === "UTC" ? widest : widest + 1;
  }
  const [, count, unit] = /^rate\(([1-9]\d*) (minute|hour|day)s?\)$/.exec(scheduleExpression) ?? [];
  if (unit === undefined) {
    throw new Error('write "rate(1 day)", "rate(12 hours)" or "cron(0 5 * * ? *)"');
  }
  return Number(count) * ({ minute: 1 / 60, hour: 1, day: 24 }[unit] as number);
}

/** A fault when any run finds the cluster asleep, just waking up, or about to be paused. */
function sleepingRuns(settings: Settings, from: Date): Fault[] {
  const at = (cron: string) => runTimes(parseCron(cron), { from, days });
  const pauses = at(settings.pauseCron);
  const resumes = at(settings.resumeCron);
  const firstResume = resumes[0] ?? Number.POSITIVE_INFINITY;
  const cutShort = at(settings.scheduleExpression).find((run) => {
    if (run < firstResume) return false; // what came before is out of sight
    const awakeFor = run - (resumes.findLast((time) => time <= run) as number);
    const pausedBefore = pauses.findLast((time) => time <= run) ?? Number.NEGATIVE_INFINITY;
    const nextPause = pauses.find((time) => time > run) ?? Number.POSITIVE_INFINITY;
    return awakeFor < minutesToResume || run - pausedBefore < awakeFor || nextPause - run < minutesForRun;
  });
  if (Number.isFinite(firstResume) && cutShort === undefined) return [];
  const run = cutShort === undefined ? "no run" : new Date(cutShort * 60_000).toISOString();
  const reason =
    `the run of ${run} does not find the cluster awake: a run must fall at least ${minutesToResume} minutes ` +
    `after resumeCron and ${minutesForRun} minutes before pauseCron; move resumeCron or pauseCron`;
  return [{ key: "scheduleExpression", reason }];
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return /^[A-Za-z]/.test(name); // Intl takes offsets too, Scheduler doesn't
  } catch {
    return false; // RangeError: the caller reports the key
  }
}

function withoutError(key: Fault["key"], action: () => unknown): Fault[] {
  try {
    action();
    return [];
  } catch (error) {
    return [{ key, reason: (error as Error).message }];
  }
}
