/** A double as the server prints it: the shortest text that reads back the same, with an exponent from 1e15 and below 1e-4. */
export function renderDouble(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
  const size = Math.abs(value);
  if (size === 0) return Object.is(value, -0) ? "-0" : "0";
  if (size >= 1e-4 && size < 1e15) return String(value);
  const [digits, exponent] = value.toExponential().split("e") as [string, string];
  const sign = exponent[0] as string;
  return `${digits}e${sign}${exponent.slice(1).padStart(2, "0")}`;
}

/** A single: the shortest text that reads back as the same 32 bits. */
export function renderSingle(value: number): string {
  for (let digits = 6; digits < 9; digits += 1) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return renderDouble(shorter);
  }
  return renderDouble(Number(value.toPrecision(9)));
}
