import { engineType } from "../types/describe.ts";

type Numeric = { kind: "numeric"; precision: number; scale: number };

/** How many digits a 64-bit whole number surely holds: beyond them the engine reckons in 128 bits, at many times the cost. */
const NARROW = 18;

/** The engine's whole number for so many digits. */
export function unitType(digits: number): "BIGINT" | "HUGEINT" {
  return digits <= NARROW ? "BIGINT" : "HUGEINT";
}

/** 10 to the power of so many, as a whole number. */
export function tenTo(power: number): string {
  return `CAST('1${"0".repeat(power)}' AS ${unitType(power + 1)})`;
}

/** A numeric as a whole number of its last place: 1.25 with scale 2 is 125. */
export function toUnits(sql: string, { precision, scale }: Numeric): string {
  const whole = unitType(precision);
  if (scale === 0) return `CAST(${sql} AS ${whole})`;
  const width = precision + scale + 1 <= 38 ? scale + 1 : 38;
  return `CAST(${sql} * CAST('1${"0".repeat(scale)}' AS DECIMAL(${width},0)) AS ${whole})`;
}

/** The other way round: so many units, of at most so many digits, as a numeric. */
export function fromUnits(sql: string, type: Numeric, digits: number): string {
  const { scale } = type;
  const target = engineType(type);
  if (scale === 0) return `CAST(${sql} AS ${target})`;
  const place = `CAST('0.${"0".repeat(scale - 1)}1' AS DECIMAL(${scale},${scale}))`;
  return `CAST(CAST(${sql} AS DECIMAL(${digits <= NARROW ? NARROW : 38},0)) * ${place} AS ${target})`;
}
