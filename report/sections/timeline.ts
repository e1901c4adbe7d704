import type { Run, Step } from "../collect/report-data.ts";
import { bytes, duration, momentOf, number } from "../page/format.ts";
import { html, type Markup } from "../page/html.ts";

/** The steps of a run one below the other, each with a bar where it stands in the run's time. */
export function timeline({ steps, startedAt, finishedAt }: Run): Markup {
  if (steps.length === 0) return html`<p>No step is recorded.</p>`;
  const start = Math.min(momentOf(startedAt), ...steps.map((step) => momentOf(step.startedAt)));
  const end = Math.max(momentOf(finishedAt), ...steps.map((step) => momentOf(step.startedAt) + step.ms));
  const scale = 100 / Math.max(1, end - start);
  const bar = (step: Step) => {
    const x = (momentOf(step.startedAt) - start) * scale;
    const width = Math.max(0.6, step.ms * scale);
    return html`<svg class="step" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="10"/><rect x="${Math.min(x, 99.4).toFixed(2)}" width="${Math.min(width, 100 - Math.min(x, 99.4)).toFixed(2)}" height="10"/></svg>`;
  };
  const body = steps.map(
    (step) =>
      html`<tr><th scope="row">${step.name}</th><td class="bar">${bar(step)}</td><td class="number">${duration(step.ms)}</td><td class="notes">${notesOf(step)}</td></tr>`,
  );
  return html`<table class="timeline">
<thead><tr><th scope="col">Step</th><th scope="col">When in the run</th><th scope="col" class="number">Time</th><th scope="col" class="notes">What</th></tr></thead>
<tbody>${body}</tbody>
</table>`;
}

function notesOf({ rows, notes }: Step): string {
  const told = Object.entries({ rows, ...notes }).filter(([, value]) => typeof value === "number");
  return told
    .map(([name, value]) => (name === "bytes" ? bytes(Number(value)) : `${number(Number(value))} ${name}`))
    .join(", ");
}
