import { styleText } from "node:util";
import type { RunFailed, RunFinished } from "./job-record.ts";

/** What a run did, for people: totals, rows a table, checks. */
export function summaryOf(run: RunFinished): string {
  const { passed, failed, warned } = run.checks;
  const tables = Object.entries(run.rows);
  const width = Math.max(...tables.map(([table]) => table.length));
  const warnings = warned > 0 ? `, ${styleText("yellow", `${warned} warned`)}` : "";
  const failures = failed > 0 ? `, ${styleText("red", `${failed} failed`)}` : "";
  return [
    "",
    run.status === "committed"
      ? styleText(["bold", "green"], `Loaded ${files(run)} in ${seconds(run.ms)}`)
      : styleText(["bold", "green"], "Nothing is new: the warehouse stays as it is"),
    "",
    ...tables.map(([table, rows]) => `  ${table.padEnd(width)}  ${count(rows).padStart(9)} rows`),
    ...(run.rejected
      ? [
          "",
          `  ${styleText("yellow", `${count(run.rejected)} objects were left out`)}: see table etl_rejects`,
        ]
      : []),
    ...(passed + failed + warned > 0 ? ["", `  ${count(passed)} checks passed${warnings}${failures}`] : []),
    "",
  ].join("\n");
}

/** Why a run failed, for people. */
export function failureOf({ error, exitCode }: RunFailed): string {
  const reason = error.message ?? "no reason given";
  return `\n${styleText(["bold", "red"], "The run failed")} (exit code ${exitCode}), and nothing of it stays\n\n  ${reason}\n`;
}

/** A duration as people read it: "12 ms", "1.4 s". */
export function seconds(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** Made when it is needed: to load the rules of languages takes 12 ms, which a run without a terminal need not wait for. */
function count(number: number): string {
  return number.toLocaleString("en-US");
}

function files({ files: number, bytes }: RunFinished): string {
  return `${count(number)} files (${(bytes / 1e6).toFixed(1)} MB)`;
}
