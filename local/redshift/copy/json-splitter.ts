import { MAX_RECORD_BYTES } from "./json-source.ts";
import type { Piece, Splitter } from "./splitter.ts";

type Expected = "record" | "first key" | "key" | "colon" | "first value" | "value" | "next";

const [NEWLINE, QUOTE, COMMA, COLON, BACKSLASH] = [10, 34, 44, 58, 92] as const;
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125] as const;
const CUT = "unexpected end of file";
const TOO_LARGE = `more than ${MAX_RECORD_BYTES} bytes`;
const SCALAR = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)$/;
const ESCAPE = /^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/;

/**
 * Takes a file apart at the borders of its root-level objects and arrays, and tells the line of each. Where one is
 * broken it goes on at the next line, or at the bracket that could not stand where it stood.
 */
export class JsonSplitter implements Splitter {
  /** Bytes not yet given out, from the piece's first on. */
  #held: Buffer = Buffer.alloc(0);
  #at = 0;
  #start = 0;
  #line = 1;
  #expected: Expected = "record";
  #closers: number[] = [];
  /** What ends the bytes that make no sense: a line break, after stray text a bracket as well. */
  #skipping: "no" | "line" | "stray text" = "no";

  /** Takes the file's next bytes; gives what is whole by now. */
  *push(chunk: Buffer): Generator<Piece> {
    this.#held = Buffer.concat([this.#held.subarray(this.#start), chunk]);
    this.#at -= this.#start;
    this.#start = 0;
    yield* this.#split({ last: false });
  }

  /** The file is at its end. */
  *end(): Generator<Piece> {
    yield* this.#split({ last: true });
    if (this.#expected !== "record") yield this.#piece(CUT);
  }

  *#split({ last }: { last: boolean }): Generator<Piece> {
    while (this.#at < this.#held.length) {
      const byte = this.#held[this.#at] as number;
      if (this.#skipping !== "no") this.#skip(byte);
      else if (isBlank(byte)) this.#skipBlank(byte);
      else {
        const end = this.#tokenEnd(byte);
        if (end !== undefined) yield* this.#step(byte, end);
        else if (last) yield* this.#lastStep(byte);
        else {
          if (this.#held.length - this.#start > MAX_RECORD_BYTES) yield* this.#recover(TOO_LARGE);
          return;
        }
      }
    }
  }

  /** The file ends in a token: only a bare word is whole then, and it can't be a record's last. */
  *#lastStep(byte: number): Generator<Piece> {
    const wrong = byte === QUOTE ? CUT : this.#judge(byte, this.#held.subarray(this.#at));
    this.#at = this.#held.length;
    if (wrong !== undefined) yield this.#piece(wrong);
  }

  *#step(byte: number, end: number): Generator<Piece> {
    const wrong = this.#judge(byte, this.#held.subarray(this.#at, end));
    if (wrong !== undefined && this.#expected === "record") {
      this.#at = end;
      this.#skipping = "stray text";
      yield this.#piece(wrong);
      return;
    }
    if (wrong !== undefined) {
      yield* this.#recover(wrong);
      return;
    }
    this.#at = end;
    const tooLarge = this.#at - this.#start > MAX_RECORD_BYTES;
    if (this.#closers.length === 0) yield this.#piece(tooLarge ? TOO_LARGE : undefined);
    else if (tooLarge) yield* this.#recover(TOO_LARGE);
  }

  #skipBlank(byte: number): void {
    if (byte === NEWLINE) this.#line += 1;
    this.#at += 1;
    if (this.#expected === "record") this.#start = this.#at;
  }

  /** Where the token that begins here ends; undefined when that lies beyond the bytes at hand. */
  #tokenEnd(byte: number): number | undefined {
    if (byte === QUOTE) return this.#stringEnd();
    if (isPunctuation(byte)) return this.#at + 1;
    let end = this.#at;
    while (end < this.#held.length && !isBlank(this.#held[end]) && !isPunctuation(this.#held[end])) {
      end += 1;
    }
    return end < this.#held.length ? end : undefined;
  }

  /** A line break can't stand in a string: it ends there, and is found wrong. */
  #stringEnd(): number | undefined {
    for (let end = this.#at + 1; end < this.#held.length; end += 1) {
      const byte = this.#held[end];
      if (byte === QUOTE) return end + 1;
      if (byte === NEWLINE) return end;
      if (byte === BACKSLASH) end += 1;
    }
    return undefined;
  }

  /** Takes a token as the grammar's next. Returns what is wrong with it. */
  #judge(byte: number, token: Buffer): string | undefined {
    const expected = this.#expected;
    const isValuePlace = expected === "value" || expected === "first value";
    if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      if (!isValuePlace && expected !== "record") return unexpected(token);
      this.#closers.push(byte === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_ARRAY);
      this.#expected = byte === OPEN_OBJECT ? "first key" : "first value";
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      const mayClose = ["first key", "first value", "next"].includes(expected);
      if (!mayClose || this.#closers.at(-1) !== byte) return unexpected(token);
      this.#closers.pop();
      this.#expected = "next";
    } else if (byte === COMMA) {
      if (expected !== "next") return unexpected(token);
      this.#expected = this.#closers.at(-1) === CLOSE_OBJECT ? "key" : "value";
    } else if (byte === COLON) {
      if (expected !== "colon") return unexpected(token);
      this.#expected = "value";
    } else if (byte === QUOTE && (expected === "key" || expected === "first key")) {
      this.#expected = "colon";
      return wrongString(token);
    } else {
      if (!isValuePlace) return unexpected(token);
      this.#expected = "next";
      if (byte === QUOTE) return wrongString(token);
      if (!SCALAR.test(token.toString("latin1"))) return unexpected(token);
    }
    return undefined;
  }

  /** Gives out the broken record up to here, and goes where the next one may begin. */
  *#recover(wrong: string): Generator<Piece> {
    if (!this.#opensLine()) this.#skipping = "line";
    yield this.#piece(wrong);
  }

  /** Is a bracket here the first on its line? Then it opens a record, and the one before it is half. */
  #opensLine(): boolean {
    const byte = this.#held[this.#at];
    if (byte !== OPEN_OBJECT && byte !== OPEN_ARRAY) return false;
    const lineStart = this.#held.lastIndexOf(NEWLINE, this.#at);
    return lineStart > this.#start && this.#held.subarray(lineStart, this.#at).every(isBlank);
  }

  #skip(byte: number): void {
    const isBracket = byte === OPEN_OBJECT || byte === OPEN_ARRAY;
    if (byte === NEWLINE || (isBracket && this.#skipping === "stray text")) this.#skipping = "no";
    else this.#at += 1;
    this.#start = this.#at;
  }

  #piece(wrong?: string): Piece {
    const bytes = this.#held.subarray(this.#start, this.#at);
    this.#start = this.#at;
    this.#expected = "record";
    this.#closers = [];
    const fault = wrong === undefined ? undefined : { code: 1224, message: `Invalid JSON: ${wrong}` };
    return { bytes, line: this.#line, fault };
  }
}

function isBlank(byte: number | undefined): boolean {
  return byte === 32 || byte === NEWLINE || byte === 13 || byte === 9;
}

function isPunctuation(byte: number | undefined): boolean {
  return (
    byte === COMMA ||
    byte === COLON ||
    byte === OPEN_OBJECT ||
    byte === CLOSE_OBJECT ||
    byte === OPEN_ARRAY ||
    byte === CLOSE_ARRAY ||
    byte === QUOTE
  );
}

function wrongString(token: Buffer): string | undefined {
  const text = token.toString("latin1");
  if (!text.endsWith('"') || text.length < 2) return "line break in a string";
  if (token.some((byte) => byte < 32)) return "control character in a string";
  for (let at = text.indexOf("\\"); at >= 0; at = text.indexOf("\\", at + 2)) {
    if (!ESCAPE.test(text.slice(at + 1, at + 6))) return "invalid escape in a string";
  }
  return undefined;
}

function unexpected(token: Buffer): string {
  return `unexpected "${token.toString("utf8").slice(0, 20)}"`;
}
