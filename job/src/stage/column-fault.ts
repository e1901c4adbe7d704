/** A column of a COPY, and the key of the JSON objects that fills it. */
export interface Column {
  name: string;
  /** As Redshift shows it: varchar, int4, bigint, float8, timestamp, … */
  type: string;
  /** Bytes that fit, for text. */
  length?: number | undefined;
  key: string;
}

const wholeTypes: readonly { name: RegExp; bits: bigint }[] = [
  { name: /^(smallint|int2)/, bits: 16n },
  { name: /^(bigint|int8)/, bits: 64n },
  { name: /^int/, bits: 32n },
];
const decimalTypes = /^(float|double|real|numeric|decimal)/;
const textTypes = /^(var)?char|^text|^bpchar/;
const timeTypes = /^timestamp/;

const wholeNumber = /^[+-]?\d+$/;
const decimalNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Why COPY refuses a value (its JSON text) for a column, in words that say nothing of the value but its type or
 * length, as the end of a sentence that begins with the column. Undefined for one that fits, or may.
 */
export function columnFault(source: string, { type, length }: Column): string | undefined {
  const value: unknown = JSON.parse(source);
  const text = typeof value === "string" ? value : source;
  if (value === null) return undefined;
  if (textTypes.test(type)) return lengthFault(text, length);
  if (text.trim() === "") return undefined; // NULL, in all columns but texts
  const whole = wholeTypes.find(({ name }) => name.test(type));
  if (whole) return wholeNumberFault(value, { text, type, bits: whole.bits });
  if (timeTypes.test(type))
    return wholeNumber.test(text) ? undefined : misfit(value, "a time in milliseconds");
  if (!decimalTypes.test(type)) return undefined;
  if (!decimalNumber.test(text)) return misfit(value, "a number");
  return Number.isFinite(Number(text)) ? undefined : `is a number out of the range of ${type}`;
}

function lengthFault(text: string, length: number | undefined): string | undefined {
  const bytes = Buffer.byteLength(text);
  if (length === undefined || bytes <= length) return undefined;
  return `is ${bytes} bytes long where ${length} fit`;
}

function wholeNumberFault(
  value: unknown,
  { text, type, bits }: { text: string; type: string; bits: bigint },
): string | undefined {
  if (!wholeNumber.test(text)) {
    const isNumber = typeof value === "number" || decimalNumber.test(text);
    return isNumber ? "is not a whole number" : misfit(value, "a whole number");
  }
  const number = BigInt(text.replace("+", ""));
  const fits = BigInt.asIntN(Number(bits), number) === number;
  return fits ? undefined : `is a number out of the range of ${type}`;
}

function misfit(value: unknown, wanted: string): string {
  return `is ${kindOf(value)} where ${wanted} belongs`;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  if (typeof value === "string") return "text";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
