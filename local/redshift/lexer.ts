import { SqlError } from "../wire/database.ts";

/**
 * A token of Redshift's SQL. `value` is what it stands for: a word folded to lower case, a quoted name or string
 * without its quotes and escapes, a parameter's number.
 */
export interface Token {
  kind: "word" | "name" | "string" | "number" | "operator" | "parameter" | "end";
  value: string;
  /** Offsets of the text in the statement. */
  start: number;
  end: number;
}

const PUNCTUATION = new Set(["(", ")", "[", "]", ",", ";", "."]);
const OPERATOR_CHARACTERS = new Set("+-*/<>=~!@#%^&|`?:");
const WORD_START = /[\p{L}_]/u;
const WORD_PART = /[\p{L}\p{N}_$]/u;
const BLANK = /\s/;

/** Splits a statement, or several, into tokens; the last one is of kind "end". Linear time. Throws 42601. */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  let at = skipBlanks(sql, 0);
  while (at < sql.length) {
    const token = readToken(sql, at);
    tokens.push(token);
    at = skipBlanks(sql, token.end);
  }
  tokens.push({ kind: "end", value: "", start: sql.length, end: sql.length });
  return tokens;
}

function readToken(sql: string, start: number): Token {
  const first = sql[start] as string;
  const second = sql[start + 1] ?? "";
  if (first === "'") return readString(sql, start, start + 1);
  if ((first === "e" || first === "E") && second === "'") return readString(sql, start, start + 2);
  if (first === '"') return readQuotedName(sql, start);
  if (first === "$") return readDollar(sql, start);
  if (isDigit(first) || (first === "." && isDigit(second))) return readNumber(sql, start);
  if (isWordStart(sql, start) || (first === "#" && isWordStart(sql, start + 1))) {
    return readWord(sql, start);
  }
  if (PUNCTUATION.has(first)) return { kind: "operator", value: first, start, end: start + 1 };
  if (OPERATOR_CHARACTERS.has(first)) return readOperator(sql, start);
  throw syntaxError(sql, {
    start,
    end: start + String.fromCodePoint(sql.codePointAt(start) ?? 0).length,
  });
}

function skipBlanks(sql: string, from: number): number {
  let at = from;
  for (;;) {
    const code = sql.charCodeAt(at);
    if (code === 32 || (code >= 9 && code <= 13) || (code > 127 && BLANK.test(sql[at] as string))) at += 1;
    else if (code === 45 && sql.charCodeAt(at + 1) === 45) at = lineEnd(sql, at);
    else if (code === 47 && sql.charCodeAt(at + 1) === 42) at = commentEnd(sql, at);
    else return at;
  }
}

function lineEnd(sql: string, from: number): number {
  const end = sql.indexOf("\n", from);
  return end < 0 ? sql.length : end;
}

/** Comments nest, as in PostgreSQL. */
function commentEnd(sql: string, start: number): number {
  let depth = 0;
  for (let at = start; at < sql.length; at += 1) {
    if (sql[at] === "/" && sql[at + 1] === "*") {
      depth += 1;
      at += 1;
    } else if (sql[at] === "*" && sql[at + 1] === "/") {
      depth -= 1;
      at += 1;
      if (depth === 0) return at + 1;
    }
  }
  throw new SqlError("42601", "unterminated /* comment", { position: start + 1 });
}

const ESCAPES: Record<string, string> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" };

/** Redshift reads a backslash in every string as an escape, as PostgreSQL 8.0 did; '' is one quote. */
function readString(sql: string, start: number, bodyStart: number): Token {
  const parts: string[] = [];
  let from = bodyStart;
  for (let at = bodyStart; at < sql.length; at += 1) {
    const code = sql.charCodeAt(at);
    if (code === 92) {
      parts.push(sql.slice(from, at));
      const escaped = readEscape(sql, at + 1);
      parts.push(escaped.text);
      at = escaped.end - 1;
      from = escaped.end;
    } else if (code === 39) {
      parts.push(sql.slice(from, at));
      if (sql.charCodeAt(at + 1) !== 39) {
        return { kind: "string", value: parts.join(""), start, end: at + 1 };
      }
      from = at + 1;
      at += 1;
    }
  }
  throw new SqlError("42601", "unterminated quoted string", { position: start + 1 });
}

function readEscape(sql: string, at: number): { text: string; end: number } {
  const character = sql[at] ?? "";
  let digits = 0;
  while (digits < 3 && isOctal(sql[at + digits])) digits += 1;
  if (digits > 0) {
    const code = Number.parseInt(sql.slice(at, at + digits), 8) & 255;
    if (code === 0) throw new SqlError("22021", 'invalid byte sequence for encoding "UTF8": 0x00');
    if (code > 127)
      throw new SqlError("0A000", "octal escapes above \\177 are not supported by the local Redshift");
    return { text: String.fromCharCode(code), end: at + digits };
  }
  return { text: ESCAPES[character] ?? character, end: at + character.length };
}

function readQuotedName(sql: string, start: number): Token {
  const parts: string[] = [];
  let from = start + 1;
  for (;;) {
    const quote = sql.indexOf('"', from);
    if (quote < 0) {
      throw new SqlError("42601", "unterminated quoted identifier", { position: start + 1 });
    }
    parts.push(sql.slice(from, quote));
    if (sql[quote + 1] !== '"') {
      const value = parts.join('"');
      if (value === "") {
        throw new SqlError("42601", "zero-length delimited identifier", { position: start + 1 });
      }
      return { kind: "name", value, start, end: quote + 1 };
    }
    from = quote + 2;
  }
}

/** A parameter ($1) or a string between dollar quotes ($$…$$, $tag$…$tag$). */
function readDollar(sql: string, start: number): Token {
  let at = start + 1;
  if (isDigit(sql[at])) {
    while (isDigit(sql[at])) at += 1;
    return { kind: "parameter", value: sql.slice(start + 1, at), start, end: at };
  }
  while (at < sql.length && sql[at] !== "$" && isWordPart(sql, at)) at += 1;
  if (sql[at] !== "$") throw syntaxError(sql, { start, end: start + 1 });
  const delimiter = sql.slice(start, at + 1);
  const close = sql.indexOf(delimiter, at + 1);
  if (close < 0) {
    throw new SqlError("42601", "unterminated dollar-quoted string", { position: start + 1 });
  }
  return { kind: "string", value: sql.slice(at + 1, close), start, end: close + delimiter.length };
}

function readNumber(sql: string, start: number): Token {
  let at = start;
  while (isDigit(sql[at])) at += 1;
  if (sql[at] === "." && sql[at + 1] !== ".") {
    at += 1;
    while (isDigit(sql[at])) at += 1;
  }
  if (sql[at] === "e" || sql[at] === "E") {
    const sign = sql[at + 1] === "+" || sql[at + 1] === "-" ? 1 : 0;
    if (isDigit(sql[at + 1 + sign])) {
      at += 1 + sign;
      while (isDigit(sql[at])) at += 1;
    }
  }
  return { kind: "number", value: sql.slice(start, at), start, end: at };
}

function readWord(sql: string, start: number): Token {
  let at = start + 1;
  while (at < sql.length && isWordPart(sql, at)) at += 1;
  return { kind: "word", value: sql.slice(start, at).toLowerCase(), start, end: at };
}

const LONG_OPERATORS = [
  "!~~*",
  "!~~",
  "!~*",
  "~~*",
  "!~",
  "~~",
  "~*",
  "::",
  "||",
  "<=",
  ">=",
  "<>",
  "!=",
  "<<",
  ">>",
  "|/",
  "@>",
  ":=",
  "=>",
];

function readOperator(sql: string, start: number): Token {
  const value = LONG_OPERATORS.find((operator) => sql.startsWith(operator, start)) ?? (sql[start] as string);
  return { kind: "operator", value, start, end: start + value.length };
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}

function isOctal(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "7";
}

function isWordStart(sql: string, at: number): boolean {
  const code = sql.charCodeAt(at);
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
  return WORD_START.test(sql[at] ?? "");
}

function isWordPart(sql: string, at: number): boolean {
  const code = sql.charCodeAt(at);
  if (code < 128) return isWordStart(sql, at) || (code >= 48 && code <= 57) || code === 36;
  return WORD_PART.test(sql[at] as string);
}

function syntaxError(sql: string, token: { start: number; end: number }): SqlError {
  return new SqlError("42601", `syntax error at or near "${sql.slice(token.start, token.end)}"`, {
    position: token.start + 1,
  });
}
