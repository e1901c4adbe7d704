import { SqlError } from "../wire/database.ts";

type Rule = readonly [pattern: RegExp, code: string, message: (match: RegExpExecArray) => string];

/**
 * The engine's messages, first match wins. Most faults of a statement are found before the engine sees it; these
 * are what only running it can tell.
 */
const RULES: readonly Rule[] = [
  [/^INTERRUPT Error|Interrupted!/, "57014", () => "canceling statement due to user request"],
  [
    /TransactionContext Error: Conflict|Catalog write-write conflict|Transaction conflict|write-write conflict/i,
    "40001",
    () => "1023",
  ],
  [
    /Could not set lock on file|Conflicting lock/,
    "55006",
    () => "the warehouse file is open in another process",
  ],
  [
    /No space left on device|failed to write|Could not write|failed to offload/i,
    "53100",
    (match) => `disk full: ${match.input}`,
  ],
  [/Out of Memory Error/, "53200", () => "out of memory"],
  [
    /Maximum .*depth|expression tree is too deep|Max expression depth/i,
    "54001",
    () => "statement is too complex",
  ],
  [
    /NOT NULL constraint failed: (?:.*\.)?(\S+)/,
    "23502",
    (match) => `null value in column "${match[1]}" violates not-null constraint`,
  ],
  [
    /Could not convert string '([\s\S]*)' to INT(\d+)/,
    "22P02",
    (match) => `invalid input syntax for ${match[2] === "64" ? "type bigint" : "integer"}: "${match[1]}"`,
  ],
  [/Could not convert string ['"][-+]?[\d.]+['"] to DECIMAL/, "22003", () => "numeric field overflow"],
  [
    /Could not convert string (?:'|")([\s\S]*)(?:'|") to (\w+)/,
    "22P02",
    (match) => `invalid input syntax for type ${String(match[2]).toLowerCase()}: "${match[1]}"`,
  ],
  [/Overflow in .* of INT16/, "22003", () => "smallint out of range"],
  [/Overflow in .* of INT32/, "22003", () => "integer out of range"],
  [/Overflow in .* of INT64/, "22003", () => "bigint out of range"],
  [/destination type INT16/, "22003", () => "smallint out of range"],
  [/destination type INT32/, "22003", () => "integer out of range"],
  [/destination type INT64/, "22003", () => "bigint out of range"],
  [
    /destination type INT128|Could not cast value .* to DECIMAL|Casting .* to DECIMAL|Overflow in .*DECIMAL|can't be cast to DECIMAL|DECIMAL\(\d+,\d+\).*out of range|INT128/i,
    "22003",
    () => "numeric field overflow",
  ],
  [
    /logarithm of (zero|a negative)/i,
    "2201E",
    (match) => `cannot take logarithm of ${match[1]}${match[1] === "zero" ? "" : " number"}`,
  ],
  [/square root of a negative/i, "2201F", () => "cannot take square root of a negative number"],
  [/Out of Range Error: ([\s\S]*)/, "22003", (match) => `value out of range: ${firstLine(match[1])}`],
  [
    /More than one row returned by a subquery/i,
    "21000",
    () => "more than one row returned by a subquery used as an expression",
  ],
  [
    /timestamp field value out of range|invalid (?:timestamp|date) field|field value out of range/i,
    "22008",
    (match) => `date/time field value out of range: ${quotedPart(match.input)}`,
  ],
  [/Malformed JSON/i, "22023", () => "JSON parsing error"],
  [
    /[Rr]egular expression|invalid (?:perl )?operator|missing (?:\]|\))/,
    "2201B",
    (match) => `invalid regular expression: ${firstLine(match.input)}`,
  ],
  [
    /column "?([^"\s]+)"? must appear in the GROUP BY clause/i,
    "42803",
    (match) => `column "${match[1]}" must appear in the GROUP BY clause or be used in an aggregate function`,
  ],
  [
    /aggregate function calls? cannot be nested|aggregate functions? (?:are )?not allowed|cannot contain aggregates|aggregates? .*nested/i,
    "42803",
    () => "aggregate functions may not be nested or stand in this clause",
  ],
  [
    /cannot contain window function|window functions? (?:are )?not allowed/i,
    "42P20",
    () => "window functions are not allowed in this clause",
  ],
  [/is undefined outside/, "22003", () => "input is out of range"],
  [
    /for SELECT DISTINCT, ORDER BY/i,
    "42P10",
    () => "for SELECT DISTINCT, ORDER BY expressions must appear in select list",
  ],
  [/Table with name (\S+) does not exist/, "42P01", (match) => `relation "${match[1]}" does not exist`],
  [/Conversion Error: ([\s\S]*)/, "22P02", (match) => firstLine(match[1])],
];

/** Our own errors, raised inside the engine's SQL, carry their code: `[22001] value too long for …`. */
const OWN = /Invalid Input Error: (?:[\s\S]*?)\[([0-9A-Z]{5})\] ([\s\S]*)/;

/** The engine's error as the server would say it. An SqlError passes as it is; a fault not known here is XX000. */
export function toSqlError(error: unknown): SqlError {
  if (error instanceof SqlError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const own = OWN.exec(text);
  if (own !== null) return new SqlError(own[1] as string, firstLine(own[2]), { cause: error });
  for (const [pattern, code, message] of RULES) {
    const match = pattern.exec(text);
    if (match !== null) return new SqlError(code, message(match), { ...detailOf(code), cause: error });
  }
  return new SqlError("XX000", `engine fault: ${firstLine(text)}`, { cause: error });
}

function detailOf(code: string): { detail?: string } {
  if (code !== "40001") return {};
  return {
    detail: "Serializable isolation violation on a table: another transaction changed the same rows first.",
  };
}

function firstLine(text: string | undefined): string {
  return (text ?? "").split("\n")[0]?.trim() ?? "";
}

function quotedPart(text: string): string {
  return /"[^"]*"/.exec(text)?.[0] ?? firstLine(text);
}
