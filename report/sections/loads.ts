import type { ReportData, Run } from "../collect/report-data.ts";
import { bytes, duration, minute, momentOf, number } from "../page/format.ts";
import { html, type Markup } from "../page/html.ts";
import { pipeline } from "./pipeline.ts";
import { timeline } from "./timeline.ts";

/** The pipeline with the figures of the last load, and the last runs with their steps. */
export function loads({ runs }: Pick<ReportData, "runs">): Markup {
  const loaded = runs.find(({ status }) => status === "committed");
  return html`<section id="loads" aria-labelledby="loads-title">
<h2 id="loads-title">How it gets there</h2>
<p class="lead">One run is one transaction: all of it is committed, or nothing.</p>
${pipeline(loaded)}
<h3>The last ${runs.length === 1 ? "run" : `${runs.length} runs`}</h3>
${runs.length === 0 ? html`<p>There has been none.</p>` : html`<div class="runs">${runs.map((run) => entry(run, run === (loaded ?? runs[0])))}</div>`}
</section>`;
}

function entry(run: Run, isOpen: boolean): Markup {
  const { startedAt, finishedAt, status, files, parts, stagedEvents, stagedSongs, error } = run;
  const facts: readonly [name: string, value: string][] = [
    ["files", number(files)],
    ["in parts", number(parts)],
    ["size", run.bytes === null ? "–" : bytes(run.bytes)],
    ["events read", number(stagedEvents)],
    ["songs read", number(stagedSongs)],
    ["job", run.version],
  ];
  const took = duration(momentOf(finishedAt) - momentOf(startedAt));
  return html`<details${isOpen ? { markup: " open" } : undefined}>
<summary><span class="badge ${badgeOf(status)}">${status}</span> <span class="when">${minute(startedAt)} UTC</span> <span class="took">${took}</span> <span class="did">${whatItDid(run)}</span></summary>
${error === null ? undefined : html`<p class="error">${error}</p>`}
<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${timeline(run)}
</details>`;
}

function badgeOf(status: string): string {
  if (status === "committed") return "good";
  return status === "nothing new" ? "plain" : "bad";
}

function whatItDid({ files, stagedEvents, stagedSongs }: Run): string {
  if (!files) return "";
  const rows = (stagedEvents ?? 0) + (stagedSongs ?? 0);
  return `${number(files)} ${files === 1 ? "file" : "files"}, ${number(rows)} rows`;
}
