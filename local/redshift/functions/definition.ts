import type { Bound } from "../bind/bound.ts";
import type { Type } from "../types/type.ts";

/** What a function takes in a place: a class of types that its argument is brought to. */
export type Parameter =
  | "text"
  | "int2"
  | "int4"
  | "int8"
  | "float8"
  | "number"
  | "bool"
  | "date"
  | "timestamp"
  | "timestamptz"
  | "time"
  | "interval"
  | "any";

/** One way to call a function. */
export interface FunctionDefinition {
  parameters: readonly Parameter[];
  /** How many of the last parameters may be left out. */
  optional: number;
  result: Type | ((args: readonly Bound[]) => Type);
  /** The engine's SQL from that of the arguments. */
  sql: (...args: string[]) => string;
}

export type FunctionTable = Record<string, readonly FunctionDefinition[]>;

/** `fn("text int4 int4?", { kind: "varchar" }, (a, b, c) => …)`: a trailing question mark makes it optional. */
export function fn(
  parameters: string,
  result: FunctionDefinition["result"],
  sql: FunctionDefinition["sql"],
): FunctionDefinition {
  const words = parameters === "" ? [] : parameters.split(" ");
  return {
    parameters: words.map((word) => word.replace("?", "") as Parameter),
    optional: words.filter((word) => word.endsWith("?")).length,
    result,
    sql,
  };
}

export const INT4: Type = { kind: "int4" };
export const INT8: Type = { kind: "int8" };
export const FLOAT8: Type = { kind: "float8" };
export const BOOL: Type = { kind: "bool" };
export const DATE: Type = { kind: "date" };
export const TIMESTAMP: Type = { kind: "timestamp" };
export const TEXT: Type = { kind: "varchar" };

/** The type of the first argument; text keeps its length. */
export function sameAsFirst(args: readonly Bound[]): Type {
  const type = args[0]?.type ?? TEXT;
  if (type.kind === "unknown") return { kind: "varchar", length: literalLength(args[0]) };
  return type.kind === "char" ? { kind: "varchar", length: type.length } : type;
}

function literalLength(value: Bound | undefined): number | undefined {
  return typeof value?.literal === "string" ? Buffer.byteLength(value.literal) : undefined;
}
