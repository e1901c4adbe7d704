import { BOOL, DATE, FLOAT8, type FunctionTable, fn, INT4, TEXT, TIMESTAMP } from "./definition.ts";

function compare(left: string, right: string): string {
  return `CAST(sign(epoch_us(CAST(${left} AS TIMESTAMP)) - epoch_us(CAST(${right} AS TIMESTAMP))) AS INTEGER)`;
}

/** Functions of dates whose arguments are plain values: https://docs.aws.amazon.com/redshift/latest/dg/Date_functions_header.html */
export const DATE_FUNCTIONS: FunctionTable = {
  add_months: [fn("timestamp int4", TIMESTAMP, (moment, months) => `rs_add_months(${moment}, ${months})`)],
  months_between: [
    fn("timestamp timestamp", FLOAT8, (later, earlier) => `rs_months_between(${later}, ${earlier})`),
  ],
  last_day: [fn("timestamp", DATE, (moment) => `last_day(${moment})`)],
  next_day: [fn("timestamp text", DATE, (moment, day) => `rs_next_day(${moment}, ${day})`)],
  date_part_year: [fn("date", INT4, (date) => `year(${date})`)],
  date_cmp: [fn("date date", INT4, (left, right) => compare(left as string, right as string))],
  date_cmp_timestamp: [fn("date timestamp", INT4, (left, right) => compare(left as string, right as string))],
  timestamp_cmp: [fn("timestamp timestamp", INT4, (left, right) => compare(left as string, right as string))],
  timestamp_cmp_date: [fn("timestamp date", INT4, (left, right) => compare(left as string, right as string))],
  to_date: [
    fn(
      "text text bool?",
      DATE,
      (text, format, strict = "false") => `CAST(rs_js_to_moment(${text}, ${format}, ${strict}) AS DATE)`,
    ),
  ],
  to_timestamp: [
    fn(
      "text text bool?",
      { kind: "timestamptz" },
      (text, format, strict = "false") =>
        `CAST(CAST(rs_js_to_moment(${text}, ${format}, ${strict}) AS TIMESTAMP) AS TIMESTAMPTZ)`,
    ),
  ],
  to_char: [
    fn(
      "timestamp text",
      TEXT,
      (moment, format) => `rs_js_to_char_moment(CAST(${moment} AS VARCHAR), ${format})`,
    ),
    fn("number text", TEXT, (value, format) => `rs_js_to_char_number(CAST(${value} AS VARCHAR), ${format})`),
  ],
  convert_timezone: [
    fn("text timestamp", TIMESTAMP, (zone, moment) => `rs_convert_zone('UTC', ${zone}, ${moment})`),
    fn(
      "text text timestamp",
      TIMESTAMP,
      (from, zone, moment) => `rs_convert_zone(${from}, ${zone}, ${moment})`,
    ),
  ],
  timezone: [
    fn("text timestamptz", TIMESTAMP, (zone, moment) => `timezone(rs_js_zone(${zone}), ${moment})`),
    fn(
      "text timestamp",
      { kind: "timestamptz" },
      (zone, moment) => `timezone(rs_js_zone(${zone}), ${moment})`,
    ),
  ],
  isfinite: [fn("timestamp", BOOL, (moment) => `isfinite(${moment})`)],
  date: [fn("timestamp", DATE, (moment) => `CAST(${moment} AS DATE)`)],
};
