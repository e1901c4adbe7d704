import { AUTO_FORMATS, momentFormats } from "./moment-format.ts";
import { type FaultKind, INTEGER, matches, type TypeRule } from "./type-rule.ts";

export function dateRule(text: string, format = "YYYY-MM-DD"): TypeRule {
  const pattern = "\\d{4}-\\d{1,2}-\\d{1,2}([ T].*)?";
  if (format === "YYYY-MM-DD") return castRule("DATE", text, { pattern, kind: "date" });
  return momentRule("DATE", text, { format, kind: "date" });
}

export function timestampRule(engine: string, text: string, format = "YYYY-MM-DD HH:MI:SS"): TypeRule {
  if (format === "epochsecs") return epochRule(engine, text, 1_000_000);
  if (format === "epochmillisecs") return epochRule(engine, text, 1000);
  const offset = engine === "TIMESTAMPTZ" ? "([-+]\\d{1,2}(:?\\d{2})?)?" : "";
  const pattern = `\\d{4}-\\d{1,2}-\\d{1,2} \\d{1,2}:\\d{2}:\\d{2}([.]\\d{1,6})?${offset}`;
  if (format === "YYYY-MM-DD HH:MI:SS") return castRule(engine, text, { pattern });
  return momentRule(engine, text, { format, kind: "timestamp" });
}

export function timeRule(text: string): TypeRule {
  return castRule("TIME", text, { pattern: "\\d{1,2}:\\d{2}(:\\d{2}([.]\\d{1,6})?)?" });
}

/** Up to the year 9999: what is beyond is a wrong unit, not a moment. */
function epochRule(engine: string, text: string, microseconds: number): TypeRule {
  const cast = `try_cast(${text} as BIGINT)`;
  const last = 253_402_300_799_999_999n / BigInt(microseconds);
  const make = engine === "TIMESTAMPTZ" ? "make_timestamptz" : "make_timestamp";
  const range = `${cast} between ${-last} and ${last}`;
  const value = `${make}(${cast} * ${microseconds})`;
  return {
    matches: `(${matches(text, INTEGER)} and ${range})`,
    surely: { test: `${cast}::varchar = ${text} and ${range}`, value },
    cast,
    value,
    faults: [],
    otherwise: "timestamp",
  };
}

function castRule(
  engine: string,
  text: string,
  { pattern, kind = "timestamp" }: { pattern: string; kind?: FaultKind },
): TypeRule {
  const cast = engine === "DATE" ? `try_cast(${text} as TIMESTAMP)::DATE` : `try_cast(${text} as ${engine})`;
  return {
    matches: `(${matches(text, pattern)} and ${cast} is not null)`,
    value: cast,
    faults: [],
    otherwise: kind,
  };
}

function momentRule(
  engine: string,
  text: string,
  { format, kind }: { format: string; kind: FaultKind },
): TypeRule {
  const formats = format === "auto" ? AUTO_FORMATS : momentFormats(format);
  const list = formats.map((one) => `'${one.replaceAll("'", "''")}'`).join(", ");
  const parsed = `try_strptime(${text}, [${list}])::${engine}`;
  const cast = engine === "DATE" ? `try_cast(${text} as TIMESTAMP)::DATE` : `try_cast(${text} as ${engine})`;
  const moment = format === "auto" ? `coalesce(${cast}, ${parsed})` : parsed;
  return { matches: `(${moment} is not null)`, value: moment, faults: [], otherwise: kind };
}
