import type { AnalystQuestion } from "../../analytics/read-questions.ts";
import type { Answer } from "../../job/src/query/answer.ts";
import { chartOf } from "../charts/chart-of.ts";
import { renderChart } from "../charts/render-chart.ts";
import { rowsOf } from "../charts/rows.ts";
import { takeawayOf } from "../charts/takeaway-of.ts";
import { cardWidth } from "../charts/theme.ts";
import type { ReportData } from "../collect/report-data.ts";
import { html, type Markup } from "../page/html.ts";
import { answerTable, withoutColumns } from "./answer-table.ts";

/** Shown first and across the whole page. */
const wide = ["daily_actives"];
const wideWidth = 860;

/** The order in which the others are read; those not named follow. */
const order = [
  ...["plays_by_hour", "plays_by_weekday", "session_lengths", "top_songs", "top_artists", "top_locations"],
  ...["plays_by_level", "plays_by_gender", "known_songs", "user_agents", "top_users", "sessions_per_user"],
  ...["paid_conversions", "plays_by_month", "lily_elena_times", "lily_paid_songs"],
];

/** A card a question: a sentence, the chart, and the table behind it. */
export async function questions({ questions: asked }: Pick<ReportData, "questions">): Promise<Markup> {
  const place = ({ name }: AnalystQuestion) => (wide.includes(name) ? -1 : (order.indexOf(name) + 99) % 99);
  const cards: Markup[] = [];
  for (const { question, answer } of asked.toSorted(
    (one, two) => place(one.question) - place(two.question),
  )) {
    cards.push(await card(question, withoutColumns(answer, question.personal)));
  }
  return html`<section id="questions" aria-labelledby="questions-title">
<h2 id="questions-title">What listeners do</h2>
<p class="lead">Every question of <code>sql/analytics</code>, answered when this page was made. Times are UTC. Users are shown by their number; the one first name here is part of a question.</p>
<div class="cards">${cards}</div>
</section>`;
}

async function card(question: AnalystQuestion, answer: Answer): Promise<Markup> {
  const { name, question: title } = question;
  const rows = rowsOf(answer);
  const chart = rows.length === 0 ? undefined : chartOf[name];
  const takeaway = rows.length === 0 ? "Nothing to show: no row answers this." : takeawayOf[name]?.(rows);
  const isWide = wide.includes(name);
  const isList = !chartOf[name] && rows.length > 1;
  const figures = chart
    ? [
        html`<div class="${isWide ? "narrow-only" : "chart"}">${await renderChart(chart(rows, { width: cardWidth }), title)}</div>`,
        isWide
          ? html`<div class="wide-only">${await renderChart(chart(rows, { width: wideWidth }), title)}</div>`
          : undefined,
      ]
    : [];
  const table = rows.length === 0 ? undefined : answerTable(answer, `Rows: ${title}`);
  return html`<article class="card${isWide || isList ? " card-wide" : ""}" id="${name}">
<h3>${title}</h3>
${takeaway === undefined ? undefined : html`<p>${takeaway}</p>`}
${chart ? html`<figure>${figures}</figure>` : table}
${chart && table ? html`<details><summary>${rows.length === 1 ? "The row" : `The ${rows.length} rows`} behind it</summary>${table}</details>` : undefined}
</article>`;
}
