import { unsupported } from "../syntax/cursor.ts";

/** Parts of AWS's date and time patterns and the engine's word for each; longer names go first. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/^YYYY/i, "%Y"],
  [/^YY/i, "%y"],
  [/^MONTH/i, "%B"],
  [/^MON/i, "%b"],
  [/^MM/i, "%m"],
  [/^DD/i, "%d"],
  [/^HH24/i, "%H"],
  [/^HH12/i, "%I"],
  [/^HH/i, "%H"],
  [/^MI/i, "%M"],
  [/^SS/i, "%S"],
  [/^[AP]M/i, "%p"],
];

/**
 * The engine's formats for a DATEFORMAT or TIMEFORMAT string: seconds may have a fraction.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_DATEFORMAT_and_TIMEFORMAT_strings.html
 */
export function momentFormats(pattern: string): string[] {
  let rest = pattern;
  let format = "";
  while (rest !== "") {
    const part = PARTS.find(([name]) => name.test(rest));
    const name = part?.[0].exec(rest)?.[0] ?? rest.charAt(0);
    if (part === undefined && /[A-Za-z]/.test(name)) {
      throw unsupported(`COPY date or time format "${pattern}"`);
    }
    format += part?.[1] ?? (name === "%" ? "%%" : name);
    rest = rest.slice(name.length);
  }
  return format.endsWith("%S") ? [format, `${format}.%f`] : [format];
}

/** What 'auto' takes beside ISO 8601. */
export const AUTO_FORMATS: readonly string[] = [
  ..."%Y%m%d %H%M%S|%Y%m%d|%y%m%d %H%M%S|%Y/%m/%d %H:%M:%S|%Y/%m/%d".split("|"),
  ..."%m/%d/%Y %H:%M:%S|%m/%d/%Y %H:%M:%S.%f|%m/%d/%Y|%d.%m.%Y %H:%M:%S|%d.%m.%Y".split("|"),
  ..."%d %b %H:%M:%S %Y|%d %b %Y|%b %d, %Y|%b-%d-%Y|%d-%b-%Y".split("|"),
];
