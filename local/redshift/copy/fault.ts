import type { StoredFile } from "../../engine/storage.ts";
import type { Column } from "../catalog/table.ts";
import type { Conversion } from "./copy-statement.ts";
import type { RecordFault } from "./json-source.ts";
import type { FaultKind } from "./type-rule.ts";

/** A record that COPY refuses, as sys_load_error_detail and stl_load_errors show it. */
export interface Fault {
  file: StoredFile;
  /** From 1: the last line of a JSON record, the first of a delimited one. */
  line: number;
  column?: Column | undefined;
  code: number;
  message: string;
  /** Starts of the record's and the field's text. */
  record: string;
  value: string;
  /** No MAXERROR covers it: nobody can tell what is lost. */
  fatal?: boolean;
}

const TYPE_NAMES: Partial<Record<Column["type"]["kind"], string>> = {
  int2: "Short",
  int4: "Integer",
  int8: "Long",
  numeric: "Decimal",
  float4: "Real",
  float8: "Double",
};

/**
 * Redshift's code and words for a refused field.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_Load_Error_Reference.html
 */
export function describeFault(
  kind: FaultKind,
  column: Column,
  { value, conversion }: { value: string; conversion: Conversion },
): { code: number; message: string } {
  const type = TYPE_NAMES[column.type.kind] ?? column.type.kind;
  switch (kind) {
    case "missing":
      return { code: 1213, message: "Missing data for not-null field" };
    case "length":
      return { code: 1204, message: "String length exceeds DDL length" };
    case "multibyte":
      return { code: 1220, message: multibyteMessage(value) };
    case "null byte":
      return { code: 1220, message: invalidUtf8("00", 3) };
    case "digit":
      return { code: 1207, message: invalidDigit(value, type) };
    case "overflow":
      return { code: 1222, message: `Overflow, Value '${value}', Type: ${type}` };
    case "float":
      return { code: 1208, message: `Invalid floating point value '${value}'` };
    case "boolean":
      return { code: 1210, message: "Unknown boolean format" };
    case "date":
      return { code: 1205, message: `Invalid date format or value [${dateFormat(conversion)}]` };
    case "timestamp":
      return { code: 1206, message: `Invalid timestamp format or value [${timeFormat(conversion)}]` };
  }
}

/** Redshift's code and words for a record that is refused as a whole. */
export function describeRecordFault(fault: RecordFault): { code: number; message: string } {
  switch (fault) {
    case "not an object":
      return { code: 1216, message: "Invalid JSONPath format: Member is not an object." };
    case "no such element":
      return {
        code: 1216,
        message: "Invalid JSONPath format: Not an array or index out of range.",
      };
    case "repeated name":
      return { code: 1224, message: "Invalid JSON: two members of an object have the same name" };
  }
}

/** The error numbers are those of https://docs.aws.amazon.com/redshift/latest/dg/multi-byte-character-load-errors.html */
export function invalidUtf8(hex: string, error: 1 | 2 | 3 | 4): string {
  return `String contains invalid or unsupported UTF8 codepoints. Bad UTF8 hex sequence: ${hex} (error ${error})`;
}

function multibyteMessage(value: string): string {
  const character = /[^\0-\x7f]/u.exec(value)?.[0] ?? "";
  const hex = Buffer.from(character).toString("hex").match(/../g)?.join(" ");
  return `Multibyte character not supported for CHAR (Hint: try using VARCHAR). Invalid char: ${hex}`;
}

function invalidDigit(value: string, type: string): string {
  const rest = /^[-+]?\d*/.exec(value)?.[0].length ?? 0;
  const at = type === "Decimal" ? (/^[-+]?\d*[.]?\d*/.exec(value)?.[0].length ?? 0) : rest;
  return `Invalid digit, Value '${value.charAt(at)}', Pos ${at}, Type: ${type}`;
}

function dateFormat({ dateFormat = "YYYY-MM-DD" }: Conversion): string {
  return dateFormat;
}

function timeFormat({ timeFormat = "YYYY-MM-DD HH24:MI:SS" }: Conversion): string {
  return timeFormat;
}
