import type { Contender, Outcome } from "./contenders.ts";
import { type StarTable, starColumns } from "./fingerprint.ts";
import type { WorkloadResult } from "./run-workload.ts";
import { median } from "./statistics.ts";

const count = new Intl.NumberFormat("en-US");
const megabyte = 1e6;

/** The results as Markdown: for each workload its contenders, where our time goes, and the star they all made. */
export function formatResults(results: readonly WorkloadResult[]): string {
  return results.map(formatWorkload).join("\n");
}

function formatWorkload(result: WorkloadResult): string {
  const { workload, files, bytes, star, outcomes } = result;
  const increment = workload.increment ? ` (the whole bucket: the run loads what is new)` : "";
  return [
    `## ${workload.name}: ${workload.about}`,
    "",
    `${count.format(files)} files, ${count.format(Math.round(bytes / megabyte))} MB${increment}`,
    "",
    ...formatContenders(result),
    "",
    ...[...outcomes].flatMap(([, runs]) => formatSteps(runs)),
    `The same star from all of them: ${Object.keys(starColumns)
      .map((table) => `${table} ${count.format(star[table as StarTable].rows)}`)
      .join(", ")}.`,
    "",
  ].join("\n");
}

function formatContenders({ workload, outcomes, failures, bytes, star }: WorkloadResult): string[] {
  const [ours = []] = [...outcomes].filter(([{ name }]) => name === "ours").map(([, runs]) => runs);
  const events = workload.increment ? undefined : (workload.sample.events ?? 0) + star.songs.rows;
  return [
    "| | seconds | least – most | ours / it | CPU s | peak memory | rows/s | MB/s |",
    "| --- | --: | --: | --: | --: | --- | --: | --: |",
    ...[...outcomes].map(([contender, runs]) => {
      const seconds = runs.map((run) => run.seconds);
      const middle = median(seconds);
      const ratio = median(runs.map((run, round) => (ours[round]?.seconds ?? Number.NaN) / run.seconds));
      return `| ${[
        `**${contender.name}**: ${contender.about}`,
        middle.toFixed(2),
        `${Math.min(...seconds).toFixed(2)} – ${Math.max(...seconds).toFixed(2)}`,
        ratio.toFixed(2),
        median(runs.map(cpuSeconds)).toFixed(1),
        formatPeaks(contender, runs),
        events === undefined ? "" : count.format(Math.round(events / middle)),
        workload.increment ? "" : (bytes / megabyte / middle).toFixed(0),
      ].join(" | ")} |`;
    }),
    ...[...failures].map(([{ name, about }, reason]) => `| **${name}**: ${about} | failed: ${reason} |`),
  ];
}

function formatPeaks({ processes }: Contender, runs: readonly Outcome[]): string {
  return processes
    .map((name, index) => {
      const peak = Math.max(...runs.map((run) => run.usages[index]?.peakBytes ?? 0));
      return `${name} ${count.format(Math.round(peak / megabyte))} MB`;
    })
    .join(", ");
}

function cpuSeconds(run: Outcome): number {
  return run.usages.reduce((sum, usage) => sum + usage.cpuSeconds, 0);
}

/** A step that goes on beside others, so that its time is theirs too. */
const stepBeside = "bundle";

/** Medians of each step, and what is in no step: the processes' start and end. */
function formatSteps(runs: readonly Outcome[]): string[] {
  const names = Object.keys(runs[0]?.steps ?? {});
  if (names.length === 0) return [];
  const medians = names.map((name) => median(runs.map((run) => run.steps?.[name] ?? 0)));
  const total = median(runs.map((run) => run.seconds)) * 1000;
  const oneByOne = medians.filter((_, index) => names[index] !== stepBeside);
  const rest = total - oneByOne.reduce((sum, ms) => sum + ms, 0);
  return [
    `Where our ${Math.round(total)} ms go (medians of the job's own log; "${stepBeside}" goes on beside the COPYs, "processes" is all outside of the steps):`,
    "",
    `| ${[...names, "processes"].join(" | ")} |`,
    `| ${[...names, "processes"].map(() => "--:").join(" | ")} |`,
    `| ${[...medians, rest].map((ms) => Math.round(ms)).join(" | ")} |`,
    "",
  ];
}
