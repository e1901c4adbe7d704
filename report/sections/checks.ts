import type { Check, ReportData } from "../collect/report-data.ts";
import { minute, number } from "../page/format.ts";
import { html, type Markup } from "../page/html.ts";

/** What the last run that checked anything found. */
export function checks({ runs, proofs }: Pick<ReportData, "runs" | "proofs">): Markup {
  const run = runs.find(({ checks: results }) => results.length > 0);
  return html`<section id="checks" aria-labelledby="checks-title">
<h2 id="checks-title">What was checked</h2>
${run === undefined ? html`<p>No run has checked anything yet.</p>` : results(run.checks, { at: run.finishedAt, proofs })}
</section>`;
}

function results(
  found: readonly Check[],
  { at, proofs }: { at: string; proofs: ReportData["proofs"] },
): Markup {
  const passed = found.filter(({ offendingRows }) => offendingRows === 0).length;
  const items = found
    .toSorted((one, two) => two.offendingRows - one.offendingRows)
    .map((check) => {
      const [badge, word] = verdict(check);
      return html`<li><span class="badge ${badge}">${word}</span><div><p>${proofs[check.name] ?? check.name}</p><code>${check.name}</code></div></li>`;
    });
  return html`<p class="lead">${number(passed)} of ${number(found.length)} passed in the run of ${minute(at)} UTC. A failed check would have rolled that run back.</p>
<ul class="checks">${items}</ul>`;
}

function verdict({ offendingRows, severity }: Check): readonly [badge: string, word: string] {
  if (offendingRows === 0) return ["good", "passed"];
  return [
    severity === "warn" ? "warn" : "bad",
    `${number(offendingRows)} ${offendingRows === 1 ? "row" : "rows"}`,
  ];
}
