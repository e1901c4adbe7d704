import type { ReportData } from "../collect/report-data.ts";
import { bytes, day, minute, momentOf, number, span } from "../page/format.ts";
import { html, type Markup } from "../page/html.ts";

const sections = [
  ["contents", "Contents"],
  ["questions", "Listeners"],
  ["loads", "Loads"],
  ["checks", "Checks"],
  ["star", "Tables"],
] as const;

/** What the warehouse holds and how fresh it is, in the page's largest letters. */
export function header({
  sizes,
  firstPlay,
  lastPlay,
  listeners,
  runs,
  madeAt,
  host,
  database,
}: ReportData): Markup {
  const rows = (table: string) => number(sizes.find(({ name }) => name === table)?.rows ?? 0);
  const period = firstPlay && lastPlay ? `${day(firstPlay)} to ${day(lastPlay)}` : "no play yet";
  const loaded = runs.find(({ status }) => status === "committed");
  return html`<header>
<p class="overline">Sparkify warehouse</p>
<h1>${rows("songplays")} plays by ${number(listeners)} listeners</h1>
<p class="lead">${period}. ${freshness({ madeAt, loadedAt: loaded?.finishedAt, lastPlay })}</p>
<nav aria-label="Sections"><ul>${sections.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
</header>
<section id="contents" aria-labelledby="contents-title">
<h2 id="contents-title">What is in it</h2>
<dl class="tiles">${sizes
    .filter(({ name }) => ["songplays", "users", "songs", "artists", "time"].includes(name))
    .map(
      ({ name, rows: count, megabytes }) =>
        html`<div><dt>${name}</dt><dd>${number(count)}<small>${count === 1 ? "row" : "rows"}${megabytes === null ? "" : `, ${bytes(megabytes * 1e6)}`}</small></dd></div>`,
    )}</dl>
<p class="note">Database “${database}” at ${host}, seen ${minute(madeAt.toISOString())} UTC.</p>
</section>`;
}

interface Freshness {
  madeAt: Date;
  loadedAt: string | undefined;
  lastPlay: string | null;
}

function freshness({ madeAt, loadedAt, lastPlay }: Freshness): string {
  if (loadedAt === undefined) return "No run has loaded anything yet.";
  const ago = span(madeAt.getTime() - momentOf(loadedAt));
  if (lastPlay === null) return `Last loaded ${ago} before this page was made.`;
  const lag = span(momentOf(loadedAt) - momentOf(lastPlay));
  return `Last loaded ${ago} before this page was made; the newest play was ${lag} old then.`;
}
