import { SqlError } from "../../wire/database.ts";
import { unsupported } from "../syntax/cursor.ts";

/** A format such as 999D99S, taken apart. */
interface NumberFormat {
  /** Places before and after the point; "0" prints a zero, "9" a blank before the first digit. */
  whole: string[];
  fraction: string[];
  /** Where group separators stand among the places before the point. */
  currency: boolean;
  sign: "before" | "after" | "minus-after" | "brackets" | "plain";
  fill: boolean;
}

function readFormat(format: string): NumberFormat {
  const result: NumberFormat = { whole: [], fraction: [], currency: false, sign: "plain", fill: false };
  let places = result.whole;
  for (let rest = format.toUpperCase(); rest !== ""; ) {
    const [token = ""] = /^(?:PR|MI|SG|PL|FM|[09.,DGLS$ ])/.exec(rest) ?? [];
    if (token === "") throw unsupported(`the number format "${format}"`);
    if (token === "9" || token === "0") places.push(token);
    else if (token === "D" || token === ".") places = result.fraction;
    else if (token === "G" || token === ",") places.push(",");
    else if (token === "$" || token === "L") result.currency = true;
    else if (token === "PR") result.sign = "brackets";
    else if (token === "MI") result.sign = "minus-after";
    else if (token === "FM") result.fill = true;
    else if (token === "S")
      result.sign = result.whole.length + result.fraction.length > 0 ? "after" : "before";
    else if (token !== " ") throw unsupported(`the number format "${format}"`);
    rest = rest.slice(token.length);
  }
  return result;
}

/** TO_CHAR of a number, given as plain decimal text: https://docs.aws.amazon.com/redshift/latest/dg/r_Numeric_formating.html */
export function formatNumber(text: string, format: string): string {
  if (/^\s*(FM)?RN\s*$/i.test(format)) return roman(Number(text), /FM/i.test(format));
  const parsed = readFormat(format);
  const negative = text.startsWith("-");
  const [whole, fraction] = roundTo(text.replace(/^-/, ""), parsed.fraction.length);
  const count = parsed.whole.filter((place) => place !== ",").length;
  const digits =
    whole === "0" && count > 0 && !parsed.whole.includes("0") && parsed.fraction.length > 0 ? "" : whole;
  if (digits.length > count)
    return `${parsed.sign === "plain" ? " " : ""}${"#".repeat(count)}${parsed.fraction.length > 0 ? `.${"#".repeat(parsed.fraction.length)}` : ""}`;
  const placed = placeDigits(digits, parsed.whole);
  const number = parsed.fraction.length > 0 ? `${placed.text}.${fraction}` : placed.text;
  return decorate(number, { ...parsed, negative, blanks: parsed.fill ? "" : " ".repeat(placed.blanks) });
}

function placeDigits(digits: string, places: readonly string[]): { text: string; blanks: number } {
  let left = [...digits];
  let text = "";
  let blanks = 0;
  const zero = places.indexOf("0");
  for (let index = places.length - 1; index >= 0; index -= 1) {
    if (places[index] === ",") {
      if (left.length > 0 || (zero >= 0 && zero < index)) text = `,${text}`;
      else blanks += 1;
    } else if (left.length > 0) {
      text = `${left.at(-1)}${text}`;
      left = left.slice(0, -1);
    } else if (zero >= 0 && index >= zero) text = `0${text}`;
    else blanks += 1;
  }
  return { text, blanks };
}

function decorate(
  number: string,
  { sign, currency, negative, blanks, fill }: NumberFormat & { negative: boolean; blanks: string },
): string {
  const money = currency ? "$" : "";
  switch (sign) {
    case "brackets":
      return negative
        ? `${money}${blanks}<${number}>`
        : `${money}${blanks}${fill ? "" : " "}${number}${fill ? "" : " "}`;
    case "after":
      return `${blanks}${money}${number}${negative ? "-" : "+"}`;
    case "minus-after":
      return `${blanks}${money}${number}${negative ? "-" : " "}`;
    case "before":
      return `${money}${blanks}${negative ? "-" : "+"}${number}`;
    default:
      return `${blanks}${negative ? "-" : fill ? "" : " "}${money}${number}`;
  }
}

/** Decimal text rounded half away from zero to so many places, as its two parts. */
function roundTo(text: string, places: number): [string, string] {
  const plain = /e/i.test(text) ? Number(text).toFixed(20) : text;
  const [whole = "0", fraction = ""] = plain.split(".");
  const kept = BigInt(whole + fraction.slice(0, places).padEnd(places, "0"));
  const up = (fraction[places] ?? "0") >= "5" ? 1n : 0n;
  const digits = String(kept + up).padStart(places + 1, "0");
  return [
    digits.slice(0, digits.length - places).replace(/^0+(?=\d)/, ""),
    digits.slice(digits.length - places),
  ];
}

const NUMERALS: readonly (readonly [number, string])[] = [
  [1000, "M"],
  [900, "CM"],
  [500, "D"],
  [400, "CD"],
  [100, "C"],
  [90, "XC"],
  [50, "L"],
  [40, "XL"],
  [10, "X"],
  [9, "IX"],
  [5, "V"],
  [4, "IV"],
  [1, "I"],
];

function roman(value: number, fill: boolean): string {
  if (value < 1 || value > 3999) return "#".repeat(15);
  let rest = Math.round(value);
  let text = "";
  for (const [number, letters] of NUMERALS) {
    while (rest >= number) {
      text += letters;
      rest -= number;
    }
  }
  return fill ? text : text.padStart(15);
}

/** TO_NUMBER: the digits of a text laid out by a format, as decimal text. Throws 22P02. */
export function parseNumber(text: string, format: string): string {
  const parsed = readFormat(format);
  const negative = text.includes("-") || (parsed.sign === "brackets" && text.includes("<"));
  const plain = text.replace(/[$,<>+\-\s]/g, "");
  if (!/^\d*\.?\d*$/.test(plain) || !/\d/.test(plain)) {
    throw new SqlError("22P02", `invalid input syntax for type numeric: "${text}"`);
  }
  return (negative ? "-" : "") + plain;
}
