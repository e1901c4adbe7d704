import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { html, type Markup } from "../page/html.ts";
import { theme } from "./theme.ts";

/**
 * A Vega-Lite chart as SVG that needs no script. Colours are the page's variables, so the same picture serves light and
 * dark; what the marks would tell a screen reader is in `label` and in the table beside the chart.
 */
export async function renderChart(spec: TopLevelSpec, label: string): Promise<Markup> {
  const view = new View(parse(compile(spec, { config: theme }).spec), { renderer: "none" });
  try {
    const svg = await view.toSVG();
    const content = svg
      .replace(/^<svg[^>]*>/, "")
      .replace(/<\/svg>$/, "")
      .replaceAll(/ (role|aria-[a-z]+|class|pointer-events)="[^"]*"/g, "");
    const [, width = "", height = ""] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
    return html`<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}">${{ markup: content }}</svg>`;
  } finally {
    view.finalize();
  }
}
