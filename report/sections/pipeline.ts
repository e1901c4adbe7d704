import type { Run } from "../collect/report-data.ts";
import { bytes, duration, number } from "../page/format.ts";
import { html, type Markup } from "../page/html.ts";

interface Stage {
  title: string;
  text: string;
  /** Steps of a run that belong to it. */
  steps: RegExp;
  figure: (run: Run) => string;
}

const stages: readonly Stage[] = [
  {
    title: "List",
    text: "what is in the bucket and not in the ledger",
    steps: /^(list|plan)/,
    figure: ({ files }) => `${number(files)} files`,
  },
  {
    title: "Bundle",
    text: "many small objects into few gzip parts",
    steps: /^bundle/,
    figure: ({ parts, bytes: size }) => `${number(parts)} parts${size === null ? "" : ` of ${bytes(size)}`}`,
  },
  {
    title: "Copy",
    text: "into the staging tables, one COPY a source",
    steps: /^(copy|stage)/,
    figure: ({ stagedEvents, stagedSongs }) => `${number((stagedEvents ?? 0) + (stagedSongs ?? 0))} rows`,
  },
  {
    title: "Load",
    text: "users, songs, artists, plays, time",
    steps: /^(load|users|songs|artists|rematch|contested|songplays|time)/,
    figure: ({ steps }) => `${number(steps.find(({ name }) => name === "songplays")?.rows ?? 0)} plays`,
  },
  {
    title: "Check",
    text: "keys, references, levels, matches",
    steps: /^check/,
    figure: ({ checks }) => `${number(checks.length)} checks`,
  },
  {
    title: "Commit",
    text: "plays, ledger and this record together",
    steps: /^(ledger|commit)/,
    figure: ({ status }) => status,
  },
];

/** The way from the bucket to the star, with what the last load did at each stage. */
export function pipeline(run: Run | undefined): Markup {
  return html`<ol class="pipeline" aria-label="The way of the data">${stages.map(
    (stage) =>
      html`<li><strong>${stage.title}</strong><span>${stage.text}</span>${figuresOf(stage, run)}</li>`,
  )}</ol>`;
}

function figuresOf({ steps, figure }: Stage, run: Run | undefined): Markup | undefined {
  if (run === undefined) return undefined;
  const own = run.steps.filter(({ name }) => steps.test(name));
  const time = own.length === 0 ? undefined : duration(own.reduce((sum, { ms }) => sum + ms, 0));
  return html`<em>${figure(run)}${time === undefined ? undefined : html`<small>${time}</small>`}</em>`;
}
