import type { Column } from "../catalog/table.ts";
import { unsupported } from "../syntax/cursor.ts";
import { engineType } from "../types/describe.ts";
import type { Type } from "../types/type.ts";
import type { Conversion } from "./copy-statement.ts";
import { AUTO_FORMATS, momentFormats } from "./moment-format.ts";

/** How the text of one field becomes a column's value: SQL over the engine's columns, with Redshift's rules. */
export interface ColumnRule {
  /** True for a text that the column takes; NULL or false for one that it refuses. */
  accepts: string;
  /** The value of an accepted text. */
  value: string;
  /** The FaultKind of a refused text, as a string. */
  fault: string;
}

/** Why a text is refused. fault-report.ts has the codes and words. */
export type FaultKind =
  | "missing"
  | "length"
  | "multibyte"
  | "null byte"
  | "digit"
  | "overflow"
  | "float"
  | "boolean"
  | "date"
  | "timestamp";

interface Rule {
  accepts: string;
  value: string;
  /** Conditions tried in order; the last kind has none. */
  faults: readonly (readonly [condition: string, kind: FaultKind])[];
  otherwise: FaultKind;
}

/**
 * The rule of a column. `text` is SQL for the field's text, NULL where there is none. The engine's own casts are no
 * rule: they take 1.7 and true for an integer, 1_000 for a number, and any length.
 */
export function columnRule(column: Column, text: string, conversion: Conversion): ColumnRule {
  const isText = column.type.kind === "varchar" || column.type.kind === "char";
  const empty = isText ? emptyText(text, conversion) : `trim(${text}) = ''`;
  const rule = typeRule(column.type, text, conversion);
  const none = empty === undefined ? `${text} is null` : `(${text} is null or ${empty})`;
  const value =
    isText && empty === undefined ? rule.value : `case when ${none} then null else ${rule.value} end`;
  const cases = rule.faults.map(([condition, kind]) => `when ${condition} then '${kind}'`);
  return {
    accepts: column.notNull ? `(not ${none} and ${rule.accepts})` : `(${rule.accepts} or ${none})`,
    value,
    fault: `case when ${none} then 'missing' ${cases.join(" ")} else '${rule.otherwise}' end`,
  };
}

/** Empty CHAR and VARCHAR fields are text unless the statement says otherwise; all other empty fields are NULL. */
function emptyText(text: string, conversion: Conversion): string | undefined {
  if (conversion.blanksAsNull) return `trim(${text}) = ''`;
  return conversion.emptyAsNull ? `${text} = ''` : undefined;
}

function typeRule(type: Type, text: string, conversion: Conversion): Rule {
  switch (type.kind) {
    case "varchar":
    case "char":
      return textRule(type, text, conversion);
    case "int2":
    case "int4":
    case "int8":
      return integerRule(engineType(type), text);
    case "float4":
    case "float8":
      return floatRule(engineType(type), text);
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
      return castRule("TIME", text, { pattern: "\\d{1,2}:\\d{2}(:\\d{2}([.]\\d{1,6})?)?" });
    default:
      throw unsupported(`COPY into a column of type ${type.kind}`);
  }
}

function textRule(
  type: { kind: string; length?: number | undefined },
  text: string,
  { truncateColumns }: Conversion,
): Rule {
  const fits = `strlen(${text}) <= ${type.length}`;
  const oneByte = `strlen(${text}) = length(${text})`;
  const accepted = [
    ...(truncateColumns ? [] : [fits]),
    ...(type.kind === "char" ? [oneByte] : []),
    `not contains(${text}, chr(0))`,
  ];
  return {
    accepts: `(${accepted.join(" and ")})`,
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

const INTEGER = "[-+]?[0-9]+";
const DECIMAL = "[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?";

/** A number as the engine would write it needs no look at its letters: that test is the cheaper one. */
function integerRule(engine: string, text: string): Rule {
  const cast = `try_cast(${text} as ${engine})`;
  return {
    accepts: `(${cast}::varchar = ${text} or (${cast} is not null and ${matches(text, INTEGER)}))`,
    value: cast,
    faults: [[matches(text, INTEGER), "overflow"]],
    otherwise: "digit",
  };
}

function floatRule(engine: string, text: string): Rule {
  const cast = `try_cast(${text} as ${engine})`;
  const special = `lower(${text}) in ('nan', 'infinity', '-infinity')`;
  return {
    accepts: `(isfinite(${cast}) and ${matches(text, DECIMAL)} or ${special})`,
    value: cast,
    faults: [[matches(text, DECIMAL), "overflow"]],
    otherwise: "float",
  };
}

/** COPY cuts what is beyond the scale; ROUNDEC rounds it, as INSERT does. */
function numericRule(
  type: { precision: number; scale: number },
  text: string,
  { roundDecimals }: Conversion,
): Rule {
  const wide = `try_cast(${text} as DECIMAL(38, 18))`;
  const surplus = `'^([^.eE]*${type.scale > 0 ? `[.][0-9]{${type.scale}}` : ""})[.]?[0-9]*$'`;
  const exact = roundDecimals
    ? text
    : `case when contains(lower(${text}), 'e') then ${wide}::varchar else ${text} end`;
  const short = roundDecimals ? text : `regexp_replace(${exact}, ${surplus}, '\\1')`;
  const cast = `try_cast(${short} as DECIMAL(${type.precision}, ${type.scale}))`;
  return {
    accepts: `(${matches(text, DECIMAL)} and ${cast} is not null)`,
    value: cast,
    faults: [[matches(text, DECIMAL), "overflow"]],
    otherwise: "digit",
  };
}

function booleanRule(text: string): Rule {
  const yes = "('t', 'true', 'y', 'yes', 'on', '1')";
  const no = "('f', 'false', 'n', 'no', 'off', '0')";
  return {
    accepts: `(lower(${text}) in ${yes} or lower(${text}) in ${no})`,
    value: `lower(${text}) in ${yes}`,
    faults: [],
    otherwise: "boolean",
  };
}

function dateRule(text: string, format = "YYYY-MM-DD"): Rule {
  const pattern = "\\d{4}-\\d{1,2}-\\d{1,2}([ T].*)?";
  if (format === "YYYY-MM-DD") return castRule("DATE", text, { pattern, kind: "date" });
  return momentRule("DATE", text, { format, kind: "date" });
}

function timestampRule(engine: string, text: string, format = "YYYY-MM-DD HH:MI:SS"): Rule {
  if (format === "epochsecs") return epochRule(engine, text, 1_000_000);
  if (format === "epochmillisecs") return epochRule(engine, text, 1000);
  const offset = engine === "TIMESTAMPTZ" ? "([-+]\\d{1,2}(:?\\d{2})?)?" : "";
  const pattern = `\\d{4}-\\d{1,2}-\\d{1,2} \\d{1,2}:\\d{2}:\\d{2}([.]\\d{1,6})?${offset}`;
  if (format === "YYYY-MM-DD HH:MI:SS") return castRule(engine, text, { pattern });
  return momentRule(engine, text, { format, kind: "timestamp" });
}

/** Up to the year 9999: what is beyond is a wrong unit, not a moment. */
function epochRule(engine: string, text: string, microseconds: number): Rule {
  const cast = `try_cast(${text} as BIGINT)`;
  const last = 253_402_300_799_999_999n / BigInt(microseconds);
  const make = engine === "TIMESTAMPTZ" ? "make_timestamptz" : "make_timestamp";
  const range = `${cast} between ${-last} and ${last}`;
  return {
    accepts: `(${range} and (${cast}::varchar = ${text} or ${matches(text, INTEGER)}))`,
    value: `${make}(${cast} * ${microseconds})`,
    faults: [],
    otherwise: "timestamp",
  };
}

function castRule(
  engine: string,
  text: string,
  { pattern, kind = "timestamp" }: { pattern: string; kind?: FaultKind },
): Rule {
  const cast = engine === "DATE" ? `try_cast(${text} as TIMESTAMP)::DATE` : `try_cast(${text} as ${engine})`;
  return {
    accepts: `(${matches(text, pattern)} and ${cast} is not null)`,
    value: cast,
    faults: [],
    otherwise: kind,
  };
}

function momentRule(
  engine: string,
  text: string,
  { format, kind }: { format: string; kind: FaultKind },
): Rule {
  const formats = format === "auto" ? AUTO_FORMATS : momentFormats(format);
  const list = formats.map((one) => `'${one.replaceAll("'", "''")}'`).join(", ");
  const parsed = `try_strptime(${text}, [${list}])::${engine}`;
  const cast = engine === "DATE" ? `try_cast(${text} as TIMESTAMP)::DATE` : `try_cast(${text} as ${engine})`;
  const moment = format === "auto" ? `coalesce(${cast}, ${parsed})` : parsed;
  return { accepts: `(${moment} is not null)`, value: moment, faults: [], otherwise: kind };
}

function matches(text: string, pattern: string): string {
  return `regexp_full_match(${text}, '${pattern}')`;
}
