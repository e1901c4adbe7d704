import type { ForeignKey } from "../collect/report-data.ts";
import { html, type Markup } from "../page/html.ts";
import { type Box, middleOf } from "./boxes.ts";

const footLength = 12;

/** A foreign key between two boxes. */
export interface Edge extends ForeignKey {
  from: Box;
  to: Box;
}

export function edgesOf(boxes: readonly Box[]): Edge[] {
  return boxes.flatMap((from) =>
    from.table.foreignKeys.flatMap((key) => {
      const to = boxes.find(({ table }) => table.name === key.table);
      return to === undefined ? [] : [{ ...key, from, to }];
    }),
  );
}

/** From side to side where the boxes stand beside each other, around the right where one is below the other. */
export function drawCurve({ from, to, column, referenced }: Edge): Markup {
  const [y1, y2] = [middleOf(from, column), middleOf(to, referenced)];
  const isBelow = from.x === to.x;
  const goesRight = isBelow || to.x > from.x;
  const x1 = goesRight ? from.x + from.width : from.x;
  const x2 = isBelow || to.x < from.x ? to.x + to.width : to.x;
  const out = goesRight ? 1 : -1;
  const bend = isBelow ? 44 : Math.abs(x2 - x1) / 2;
  const back = isBelow ? 1 : -out;
  const path = `M${x1 + out * footLength},${y1}C${x1 + out * bend},${y1} ${x2 + back * bend},${y2} ${x2},${y2}`;
  return html`<g class="edge"><path d="${path}"/>${drawEnds({ x1, y1, out, x2, y2, back })}</g>`;
}

/** Straight out to a lane at the right, along it, and back. */
export function drawLane(
  { from, to, column, referenced }: Edge,
  { lane, index }: { lane: number; index: number },
): Markup {
  const [y1, y2] = [middleOf(from, column), middleOf(to, referenced) + (index % 3) * 4 - 4];
  const [x1, x2] = [from.x + from.width, to.x + to.width];
  const [down, curve] = [Math.sign(y2 - y1), 6];
  const path = `M${x1 + footLength},${y1}H${lane - curve}q${curve},0 ${curve},${down * curve}V${y2 - down * curve}q0,${down * curve} ${-curve},${down * curve}H${x2}`;
  return html`<g class="edge"><path d="${path}"/>${drawEnds({ x1, y1, out: 1, x2, y2, back: 1 })}</g>`;
}

interface Ends {
  x1: number;
  y1: number;
  out: number;
  x2: number;
  y2: number;
  back: number;
}

/** A crow's foot at the many, a bar at the one. */
function drawEnds({ x1, y1, out, x2, y2, back }: Ends): Markup {
  const tip = x1 + out * footLength;
  const foot = `M${tip},${y1}L${x1},${y1 - 6}M${tip},${y1}H${x1}M${tip},${y1}L${x1},${y1 + 6}`;
  return html`<path d="${foot}M${x2 + back * 7},${y2 - 5}v10"/>`;
}
