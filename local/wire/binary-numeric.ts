import type { BinaryCodec } from "./binary-format.ts";
import { SqlError } from "./database.ts";

const HEADER_BYTES = 8;
const NEGATIVE = 0x4000;
const NOT_A_NUMBER = 0xc000;
/** A binary numeric's digits are to the base of 10,000: four decimal ones in two bytes. */
const WIDTH = 4;

/** numeric: uint16 count of digits, int16 weight of the first, uint16 sign, uint16 scale, the digits. */
export const numericCodec: BinaryCodec = {
  encode(text) {
    const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
    if (match === null) {
      throw new SqlError("0A000", `binary format of the numeric "${text}" is not supported`);
    }
    const [, minus, whole = "", fraction = ""] = match;
    const { digits, weight } = toDigits(whole, fraction);
    const bytes = Buffer.allocUnsafe(HEADER_BYTES + digits.length * 2);
    bytes.writeUInt16BE(digits.length, 0);
    bytes.writeInt16BE(digits.length === 0 ? 0 : weight, 2);
    bytes.writeUInt16BE(minus === "-" && digits.length > 0 ? NEGATIVE : 0, 4);
    bytes.writeUInt16BE(fraction.length, 6);
    for (const [index, digit] of digits.entries()) {
      bytes.writeUInt16BE(digit, HEADER_BYTES + index * 2);
    }
    return bytes;
  },
  decode(bytes) {
    const count = bytes.readUInt16BE(0);
    const weight = bytes.readInt16BE(2);
    const sign = bytes.readUInt16BE(4);
    const scale = bytes.readUInt16BE(6);
    if (sign === NOT_A_NUMBER) return "NaN";
    const digit = (index: number) =>
      (index >= 0 && index < count ? bytes.readUInt16BE(HEADER_BYTES + index * 2) : 0)
        .toString()
        .padStart(WIDTH, "0");
    const digits = (from: number, to: number) =>
      Array.from({ length: Math.max(0, to - from) }, (_, at) => digit(from + at)).join("");
    const whole = digits(Math.min(0, weight + 1), weight + 1).replace(/^0+(?=\d)/, "") || "0";
    const fraction = digits(weight + 1, weight + 1 + Math.ceil(scale / WIDTH)).slice(0, scale);
    return `${sign === NEGATIVE ? "-" : ""}${whole}${scale > 0 ? `.${fraction}` : ""}`;
  },
};

/** Digits to the base of 10,000 without zeroes at either end; weight is the power of 10,000 of the first. */
function toDigits(whole: string, fraction: string): { digits: number[]; weight: number } {
  const left = whole.padStart(Math.ceil(whole.length / WIDTH) * WIDTH, "0");
  const right = fraction.padEnd(Math.ceil(fraction.length / WIDTH) * WIDTH, "0");
  const digits = (left + right).match(/\d{4}/g)?.map(Number) ?? [];
  const first = digits.findIndex((digit) => digit !== 0);
  if (first < 0) return { digits: [], weight: 0 };
  const last = digits.findLastIndex((digit) => digit !== 0);
  return { digits: digits.slice(first, last + 1), weight: left.length / WIDTH - 1 - first };
}
