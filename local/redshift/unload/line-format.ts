import { identifier, literal } from "../copy/json-source.ts";
import { unsupported } from "../syntax/cursor.ts";
import type { Type } from "../types/type.ts";
import type { UnloadStatement } from "./unload-statement.ts";

export interface UnloadColumn {
  name: string;
  type: Type;
}

/** SQL for the line that a row becomes in text, CSV or JSON. */
export function lineOf(columns: readonly UnloadColumn[], unload: UnloadStatement): string {
  if (unload.format === "json") return jsonLine(columns);
  const fields = columns.map((column) => fieldOf(column, unload));
  return fields.join(` || ${literal(delimiterOf(unload))} || `);
}

/** The header line's text. */
export function headerOf(columns: readonly UnloadColumn[], unload: UnloadStatement): string {
  const quoted = (name: string) =>
    unload.addQuotes || (unload.format === "csv" && needsQuotes(name, unload))
      ? `"${name.replaceAll('"', '""')}"`
      : name;
  return columns.map(({ name }) => quoted(name)).join(delimiterOf(unload));
}

function delimiterOf({ delimiter, format }: UnloadStatement): string {
  return delimiter ?? (format === "csv" ? "," : "|");
}

function needsQuotes(text: string, unload: UnloadStatement): boolean {
  return [delimiterOf(unload), '"', "\n", "\r"].some((special) => text.includes(special));
}

function fieldOf({ name, type }: UnloadColumn, unload: UnloadStatement): string {
  const text = textOf(identifier(name), type);
  return `coalesce(${unload.format === "csv" ? csvField(text, unload) : textField(text, unload)}, ${literal(unload.nullText)})`;
}

/** A field with a delimiter, a quote or a line break stands in quotes, its quotes doubled. */
function csvField(text: string, unload: UnloadStatement): string {
  const quoted = `'"' || replace(${text}, '"', '""') || '"'`;
  if (unload.addQuotes) return quoted;
  const special = [delimiterOf(unload), '"'].map((one) => `contains(${text}, ${literal(one)})`);
  const breaks = ["chr(10)", "chr(13)"].map((one) => `contains(${text}, ${one})`);
  return `case when ${[...special, ...breaks].join(" or ")} then ${quoted} else ${text} end`;
}

/** ESCAPE puts a backslash before what means something in the file. */
function textField(text: string, unload: UnloadStatement): string {
  const special = [
    "'\\'",
    "chr(10)",
    "chr(13)",
    literal(delimiterOf(unload)),
    ...(unload.addQuotes ? [`'"'`, "''''"] : []),
  ];
  const escaped = unload.escape
    ? special.reduce((sql, one) => `replace(${sql}, ${one}, '\\' || ${one})`, text)
    : text;
  return unload.addQuotes ? `'"' || ${escaped} || '"'` : escaped;
}

/** A value as Redshift writes it: t and f for a boolean, no .0 after a whole number. */
function textOf(value: string, { kind }: Type): string {
  if (kind === "bool") return `case ${value} when true then 't' when false then 'f' end`;
  if (kind !== "float4" && kind !== "float8") return `${value}::varchar`;
  const plain = `regexp_replace(regexp_replace(${value}::varchar, '[.]0$', ''), 'e([0-9])', 'e+\\1')`;
  const special = `replace(replace(${value}::varchar, 'inf', 'Infinity'), 'nan', 'NaN')`;
  return `case when isfinite(${value}) then ${plain} else ${special} end`;
}

function jsonLine(columns: readonly UnloadColumn[]): string {
  const members = columns.map(({ name, type }, index) => {
    // AWS says "t or f", which as it stands is no JSON.
    if (type.kind === "bool") throw unsupported("UNLOAD of a boolean column in format JSON");
    const key = `${index > 0 ? "," : ""}${JSON.stringify(name)}:`;
    return `${literal(key)} || coalesce(${jsonValue(identifier(name), type)}, 'null')`;
  });
  return `'{' || ${members.join(" || ")} || '}'`;
}

function jsonValue(value: string, type: Type): string {
  if (type.kind === "numeric") return `${value}::varchar`;
  if (type.kind !== "float4" && type.kind !== "float8") return `to_json(${value})::varchar`;
  return `case when isfinite(${value}) then ${textOf(value, type)} end`;
}
