import type { Config } from "vega-lite";

/** Colours of page/style.css by what they are for. */
export const colours = {
  ink: "var(--ink)",
  muted: "var(--muted)",
  line: "var(--line)",
  bar: "var(--bar)",
  strong: "var(--accent)",
  second: "var(--warm)",
} as const;

/** Width of a chart in a card: what a telephone has, so that no text ever shrinks. */
export const cardWidth = 330;

export const theme: Config = {
  background: null as never,
  aria: false,
  font: "inherit",
  padding: { left: 0, right: 0, top: 0, bottom: 4 },
  autosize: { type: "fit-x", contains: "padding" },
  view: { stroke: null, clip: false },
  axis: {
    labelColor: colours.muted,
    labelFontSize: 11,
    titleColor: colours.muted,
    titleFontSize: 11,
    titleFontWeight: "normal",
    domainColor: colours.line,
    gridColor: colours.line,
    ticks: false,
    labelPadding: 6,
  },
  axisY: { domain: false },
  axisX: { grid: false },
  text: { color: colours.ink, fontSize: 12 },
  bar: { color: colours.bar },
};
