import { SqlError } from "../../wire/database.ts";
import { type Token, tokenize } from "../lexer.ts";
import { RESERVED } from "./reserved.ts";

/** A place in a statement's tokens, and the questions a parser asks there. */
export class Cursor {
  readonly sql: string;
  private readonly tokens: readonly Token[];
  private index = 0;

  constructor(sql: string, tokens: readonly Token[] = tokenize(sql)) {
    this.sql = sql;
    this.tokens = tokens;
  }

  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)] as Token;
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== "end") this.index += 1;
    return token;
  }

  /** Where the parser stands, to come back to with `rewind`. */
  mark(): number {
    return this.index;
  }

  rewind(mark: number): void {
    this.index = mark;
  }

  atEnd(): boolean {
    return this.peek().kind === "end";
  }

  /** Are these words (or operators) next, in this order? */
  at(...values: string[]): boolean {
    return values.every((value, ahead) => isValue(this.peek(ahead), value));
  }

  atAny(values: readonly string[]): boolean {
    return values.some((value) => isValue(this.peek(), value));
  }

  /** Steps over these words (or operators) if they are next. */
  accept(...values: string[]): boolean {
    if (!this.at(...values)) return false;
    this.index += values.length;
    return true;
  }

  acceptAny(values: readonly string[]): string | undefined {
    const found = values.find((value) => isValue(this.peek(), value));
    if (found !== undefined) this.index += 1;
    return found;
  }

  expect(...values: string[]): void {
    for (const value of values) {
      if (!this.accept(value)) throw this.syntaxError();
    }
  }

  /** A name: quoted, or a word that is not reserved. Folded to lower case either way, as Redshift does. */
  name(): string {
    const token = this.peek();
    if (!isName(token)) throw this.syntaxError();
    this.index += 1;
    return token.value.toLowerCase();
  }

  /** A name after AS or a dot, where reserved words may stand too. */
  label(): string {
    const token = this.peek();
    if (token.kind !== "word" && token.kind !== "name") throw this.syntaxError();
    this.index += 1;
    return token.value.toLowerCase();
  }

  atName(): boolean {
    return isName(this.peek());
  }

  string(): string {
    const token = this.next();
    if (token.kind !== "string") throw this.syntaxError(token);
    return token.value;
  }

  integer(): number {
    const negative = this.accept("-");
    const token = this.next();
    if (token.kind !== "number" || !/^\d+$/.test(token.value)) throw this.syntaxError(token);
    return negative ? -Number(token.value) : Number(token.value);
  }

  /** The statement's text from one token up to (not including) where the cursor stands. */
  textSince(mark: number): string {
    const last = this.tokens[this.index - 1] as Token;
    return this.sql.slice((this.tokens[mark] as Token).start, Math.max(last.end, 0));
  }

  /** Steps over a balanced (…), the cursor standing on its opening. */
  skipParentheses(): void {
    let depth = 0;
    do {
      const token = this.next();
      if (token.kind === "end") throw this.syntaxError(token);
      if (token.kind === "operator" && token.value === "(") depth += 1;
      if (token.kind === "operator" && token.value === ")") depth -= 1;
    } while (depth > 0);
  }

  syntaxError(token: Token = this.peek()): SqlError {
    if (token.kind === "end") {
      return new SqlError("42601", "syntax error at end of input", { position: token.start + 1 });
    }
    const text = this.sql.slice(token.start, token.end);
    return new SqlError("42601", `syntax error at or near "${text}"`, {
      position: token.start + 1,
    });
  }

  unsupported(construct: string): SqlError {
    return unsupported(construct, this.peek().start);
  }

  expectEnd(): void {
    this.accept(";");
    if (!this.atEnd()) throw this.syntaxError();
  }
}

/** What the stand-in understands and cannot do: 0A000, naming the construct. */
export function unsupported(construct: string, start?: number): SqlError {
  return new SqlError("0A000", `${construct} is not supported by the local Redshift`, {
    ...(start === undefined ? {} : { position: start + 1 }),
  });
}

function isValue(token: Token, value: string): boolean {
  return (token.kind === "word" || token.kind === "operator") && token.value === value;
}

function isName(token: Token): boolean {
  return token.kind === "name" || (token.kind === "word" && !RESERVED.has(token.value));
}
