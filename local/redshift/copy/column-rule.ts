import type { Column } from "../catalog/table.ts";
import { unsupported } from "../syntax/cursor.ts";
import { engineType } from "../types/describe.ts";
import type { Type } from "../types/type.ts";
import type { Conversion } from "./copy-statement.ts";
import { type Field, literal } from "./json-source.ts";
import { dateRule, timeRule, timestampRule } from "./moment-rule.ts";
import { DECIMAL, INTEGER, matches, type TypeRule } from "./type-rule.ts";

/** How the text of one field becomes a column's value: SQL over the engine's columns, with Redshift's rules. */
export interface ColumnRule {
  /** True for a text that the column takes; NULL or false for one that it refuses. */
  accepts: string;
  /** The value; a refused text ends the statement. */
  value: string;
  /** A part of `value` that stands in it more than once, and takes the most of its time. */
  cast: string | undefined;
  /** The FaultKind of a refused text, as a string. */
  fault: string;
}

export interface FieldText extends Field {
  /** Nobody has made sure that there is no NUL in it. */
  mayHoldNul: boolean;
}

/**
 * The rule of a column. The engine's own casts are no rule: they take 1.7 and true for an integer, 1_000 for a
 * number, and any length.
 */
export function columnRule(column: Column, text: FieldText, conversion: Conversion): ColumnRule {
  const isText = column.type.kind === "varchar" || column.type.kind === "char";
  const empty = isText ? emptyText(text.sql, conversion) : `trim(${text.sql}) = ''`;
  const none = empty === undefined ? `${text.sql} is null` : `(${text.sql} is null or ${empty})`;
  const rule = typeRule(column.type, text, conversion);
  const refused = `error(${literal(`refused by COPY: ${column.name}`)})`;
  const accepts = column.notNull ? `(not ${none} and ${rule.matches})` : `(${rule.matches} or ${none})`;
  const cases = rule.faults.map(([condition, kind]) => `when ${condition} then '${kind}'`);
  return {
    accepts,
    value: column.notNull
      ? `case ${surely(rule)}when ${accepts} then ${rule.value} else ${refused} end`
      : nullableValue(rule, { none, refused, isText, hasEmpty: empty !== undefined }),
    cast: rule.cast,
    fault: `case when ${none} then 'missing' ${cases.join(" ")} else '${rule.otherwise}' end`,
  };
}

/** What is most frequent is tested first, as far as the order is free: an empty text may well match a text's rule. */
function nullableValue(
  rule: TypeRule,
  {
    none,
    refused,
    isText,
    hasEmpty,
  }: {
    none: string;
    refused: string;
    isText: boolean;
    hasEmpty: boolean;
  },
): string {
  const { matches, value } = rule;
  if (!isText)
    return `case ${surely(rule)}when ${matches} then ${value} when ${none} then null else ${refused} end`;
  if (hasEmpty) return `case when ${none} then null when ${matches} then ${value} else ${refused} end`;
  // Of NULL no test is false.
  return `case when not ${matches} then ${refused} else ${value} end`;
}

function surely({ surely }: TypeRule): string {
  return surely === undefined ? "" : `when ${surely.test} then ${surely.value} `;
}

/** Empty CHAR and VARCHAR fields are text unless the statement says otherwise; all other empty fields are NULL. */
function emptyText(text: string, conversion: Conversion): string | undefined {
  if (conversion.blanksAsNull) return `trim(${text}) = ''`;
  return conversion.emptyAsNull ? `${text} = ''` : undefined;
}

function typeRule(type: Type, field: FieldText, conversion: Conversion): TypeRule {
  const text = field.sql;
  switch (type.kind) {
    case "varchar":
    case "char":
      return textRule(type, field, conversion);
    case "int2":
    case "int4":
    case "int8":
      return integerRule(engineType(type), text);
    case "float4":
    case "float8":
      return floatRule(engineType(type), field);
    case "numeric":
      return numericRule(type, text, conversion);
    case "bool":
      return booleanRule(text);
    case "date":
      return dateRule(text, conversion.dateFormat);
    case "timestamp":
    case "timestamptz":
      return timestampRule(engineType(type), text, conversion.timeFormat);
    case "time":
      return timeRule(text);
    default:
      throw unsupported(`COPY into a column of type ${type.kind}`);
  }
}

function textRule(
  type: { kind: string; length?: number | undefined },
  { sql: text, mayHoldNul }: FieldText,
  { truncateColumns }: Conversion,
): TypeRule {
  const fits = `strlen(${text}) <= ${type.length}`;
  const oneByte = `strlen(${text}) = length(${text})`;
  const tests = [
    ...(truncateColumns ? [] : [fits]),
    ...(type.kind === "char" ? [oneByte] : []),
    ...(mayHoldNul ? [`not contains(${text}, chr(0))`] : []),
  ];
  return {
    matches: tests.length === 0 ? "true" : `(${tests.join(" and ")})`,
    value: truncateColumns ? `case when ${fits} then ${text} else ${cut(text, type.length)} end` : text,
    faults: [
      [`contains(${text}, chr(0))`, "null byte"],
      ...(type.kind === "char" ? [[`not ${oneByte}`, "multibyte"] as const] : []),
    ],
    otherwise: "length",
  };
}

/** The longest start of whole characters within so many bytes. */
function cut(text: string, bytes: number | undefined): string {
  const starts = [0, 1, 2, 3].map((less) => `try(decode(encode(${text})[1:${bytes} - ${less}]))`);
  return `coalesce(${starts.join(", ")})`;
}

function integerRule(engine: string, text: string): TypeRule {
  const cast = `try_cast(${text} as ${engine})`;
  return {
    matches: `(${matches(text, INTEGER)} and ${cast} is not null)`,
    surely: { test: `${cast}::varchar = ${text}`, value: cast },
    cast,
    value: cast,
    faults: [[matches(text, INTEGER), "overflow"]],
    otherwise: "digit",
  };
}

function floatRule(engine: string, { sql: text, json }: FieldText): TypeRule {
  const cast = `try_cast(${text} as ${engine})`;
  const special = `lower(${text}) in ('nan', 'infinity', '-infinity')`;
  return {
    matches: `(${matches(text, DECIMAL)} and isfinite(${cast}) or ${special})`,
    ...(json === undefined ? plainFloat(engine, text) : jsonNumber(engine, json)),
    value: cast,
    faults: [[matches(text, DECIMAL), "overflow"]],
    otherwise: "float",
  };
}

/** What the cast takes and COPY does not has blanks at an end, a plus before a minus, or an underscore. */
function plainFloat(engine: string, text: string): Pick<TypeRule, "surely" | "cast"> {
  const cast = `try_cast(${text} as ${engine})`;
  const ends = Array.from({ length: 10 }, (_, digit) => `${text} like '%${digit}'`).join(" or ");
  const test = `isfinite(${cast}) and ${text} >= '-' and not contains(${text}, '_') and (${ends})`;
  return { surely: { test, value: cast }, cast };
}

/** No JSON but a number begins with one of -./0123456789, and the cast takes them all. */
function jsonNumber(engine: string, json: string): Pick<TypeRule, "surely" | "cast"> {
  const cast = `try_cast(${json} as ${engine})`;
  const test = `${json} >= '-' and ${json} < ':' and isfinite(${cast})`;
  return { surely: { test, value: cast }, cast };
}

/** COPY cuts what is beyond the scale; ROUNDEC rounds it, as INSERT does. */
function numericRule(
  type: { precision: number; scale: number },
  text: string,
  { roundDecimals }: Conversion,
): TypeRule {
  const wide = `try_cast(${text} as DECIMAL(38, 18))`;
  const surplus = `'^([^.eE]*${type.scale > 0 ? `[.][0-9]{${type.scale}}` : ""})[.]?[0-9]*$'`;
  const exact = roundDecimals
    ? text
    : `case when contains(lower(${text}), 'e') then ${wide}::varchar else ${text} end`;
  const short = roundDecimals ? text : `regexp_replace(${exact}, ${surplus}, '\\1')`;
  const cast = `try_cast(${short} as DECIMAL(${type.precision}, ${type.scale}))`;
  return {
    matches: `(${matches(text, DECIMAL)} and ${cast} is not null)`,
    value: cast,
    faults: [[matches(text, DECIMAL), "overflow"]],
    otherwise: "digit",
  };
}

function booleanRule(text: string): TypeRule {
  const yes = "('t', 'true', 'y', 'yes', 'on', '1')";
  const no = "('f', 'false', 'n', 'no', 'off', '0')";
  return {
    matches: `(lower(${text}) in ${yes} or lower(${text}) in ${no})`,
    value: `lower(${text}) in ${yes}`,
    faults: [],
    otherwise: "boolean",
  };
}
