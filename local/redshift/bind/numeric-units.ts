import { engineType } from "../types/describe.ts";

type Numeric = { kind: "numeric"; precision: number; scale: number };

/** 10 to the power of so many, as the engine's widest whole number. */
export function tenTo(power: number): string {
  return `CAST('1${"0".repeat(power)}' AS HUGEINT)`;
}

/** A numeric as a whole number of its last place: 1.25 with scale 2 is 125. */
export function toUnits(sql: string, scale: number): string {
  if (scale === 0) return `CAST(${sql} AS HUGEINT)`;
  return `CAST(${sql} * CAST('1${"0".repeat(scale)}' AS DECIMAL(38,0)) AS HUGEINT)`;
}

/** The other way round. Up to 18 places by arithmetic; the engine's decimals are too narrow for more, so by text. */
export function fromUnits(sql: string, type: Numeric): string {
  const { scale } = type;
  const target = engineType(type);
  if (scale === 0) return `CAST(${sql} AS ${target})`;
  if (scale > 18) return `CAST(rs_units_to_text(${sql}, ${tenTo(scale)}, ${scale}) AS ${target})`;
  const place = `CAST('0.${"0".repeat(scale - 1)}1' AS DECIMAL(${scale},${scale}))`;
  const whole = `CAST(${sql} // ${tenTo(scale)} AS ${target})`;
  return `CAST(${whole} + CAST(${sql} % ${tenTo(scale)} AS DECIMAL(${scale},0)) * ${place} AS ${target})`;
}
