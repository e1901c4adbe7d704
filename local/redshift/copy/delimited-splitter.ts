import type { CopyStatement } from "./copy-statement.ts";
import { MAX_RECORD_BYTES } from "./json-source.ts";
import type { Piece, Splitter } from "./splitter.ts";

export interface DelimitedOptions {
  layout: CopyStatement["layout"];
  csv: boolean;
  /** Fields that a record must have. */
  fields: number;
}

const DEFAULT_NULL = "\\N";
const BAD_QUOTES = "Invalid quote formatting";
const TOO_LONG = `more than ${MAX_RECORD_BYTES} bytes`;

/**
 * Takes delimited text or CSV apart into records, each as a JSON array of its fields. Bytes are held as Latin-1
 * characters, one each, so that they come out as they went in whatever their encoding.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-format.html
 */
export class DelimitedSplitter implements Splitter {
  readonly #options: DelimitedOptions;
  readonly #delimiter: string;
  #held = "";
  #line = 1;
  #headerLines: number;

  constructor(options: DelimitedOptions) {
    this.#options = options;
    this.#delimiter = options.layout.delimiter ?? (options.csv ? "," : "|");
    this.#headerLines = options.layout.headerLines;
  }

  *push(chunk: Buffer): Generator<Piece> {
    this.#held += chunk.toString("latin1");
    yield* this.#split();
  }

  *end(): Generator<Piece> {
    if (this.#held !== "") {
      this.#held += "\n";
      yield* this.#split();
    }
    if (this.#held === "") return;
    yield this.#fault(this.#held, this.#line, { code: 1216, message: BAD_QUOTES });
  }

  *#split(): Generator<Piece> {
    let start = 0;
    for (;;) {
      const end = this.#recordEnd(start);
      if (end === undefined) break;
      const record = this.#held.slice(start, end).replace(/\r$/, "");
      const line = this.#line;
      this.#line += record.split("\n").length;
      start = end + 1;
      if (this.#headerLines > 0) this.#headerLines -= 1;
      else if (record !== "" || !this.#options.layout.ignoreBlankLines) yield this.#piece(record, line);
    }
    this.#held = this.#held.slice(start);
    if (this.#held.length <= MAX_RECORD_BYTES) return;
    yield this.#fault(this.#held, this.#line, { code: 1216, message: TOO_LONG });
    this.#held = "";
  }

  #fault(record: string, line: number, fault: { code: number; message: string }): Piece {
    return { bytes: Buffer.from(record, "latin1"), line, fault };
  }

  /** Offset of the line break that ends the record; undefined when it is not at hand yet. */
  #recordEnd(start: number): number | undefined {
    if (!this.#options.csv && !this.#options.layout.escape) {
      const end = this.#held.indexOf("\n", start);
      return end < 0 ? undefined : end;
    }
    let quoted = false;
    for (let at = start; at < this.#held.length; at += 1) {
      const character = this.#held[at];
      if (character === "\\" && this.#options.layout.escape) at += 1;
      else if (this.#options.csv && character === this.#options.layout.quote) quoted = !quoted;
      else if (character === "\n" && !quoted) return at;
    }
    return undefined;
  }

  #piece(record: string, line: number): Piece {
    const fields = this.#options.csv ? this.#csvFields(record) : this.#textFields(record);
    const fault = fields === undefined ? { code: 1216, message: BAD_QUOTES } : this.#fit(fields);
    if (fault) return this.#fault(record, line, fault);
    return { bytes: Buffer.from(JSON.stringify(fields), "latin1"), line };
  }

  /** Makes the number of fields right where the statement allows it. Returns what is wrong with it otherwise. */
  #fit(fields: (string | null)[]): { code: number; message: string } | undefined {
    const { fields: wanted, layout } = this.#options;
    if (fields.length === wanted + 1 && fields.at(-1) === "") fields.pop();
    while (layout.fillRecord && fields.length < wanted) fields.push("");
    if (fields.length > wanted) return { code: 1202, message: "Extra column(s) found" };
    return fields.length < wanted ? { code: 1214, message: "Delimiter not found" } : undefined;
  }

  #csvFields(record: string): (string | null)[] | undefined {
    const { quote } = this.#options.layout;
    const fields: (string | null)[] = [];
    for (let at = 0; at <= record.length; ) {
      const open = skipBlanks(record, at, this.#delimiter);
      if (record[open] !== quote) {
        const end = this.#fieldEnd(record, at);
        fields.push(this.#field(record.slice(at, end)));
        at = end + 1;
        continue;
      }
      const close = closingQuote(record, open + 1, quote);
      const end = skipBlanks(record, close + 1, this.#delimiter);
      if (close < 0 || (end < record.length && record[end] !== this.#delimiter)) return undefined;
      fields.push(this.#field(record.slice(open + 1, close).replaceAll(quote + quote, quote)));
      at = end + 1;
    }
    return fields;
  }

  #fieldEnd(record: string, at: number): number {
    const end = record.indexOf(this.#delimiter, at);
    return end < 0 ? record.length : end;
  }

  #textFields(record: string): (string | null)[] | undefined {
    const { layout } = this.#options;
    const fields: (string | null)[] = [];
    let text = "";
    let quote = "";
    let raw = "";
    for (let at = 0; at <= record.length; at += 1) {
      const character = record[at];
      if (character === undefined || (character === this.#delimiter && quote === "")) {
        if (quote !== "") return undefined;
        fields.push(raw === this.#nullText ? null : this.#field(text));
        text = "";
        raw = "";
        continue;
      }
      raw += character;
      if (character === "\\" && layout.escape) {
        at += 1;
        text += record[at] ?? "";
        raw += record[at] ?? "";
      } else if (layout.removeQuotes && quote === "" && raw.length === 1 && /["']/.test(character)) {
        quote = character;
      } else if (character === quote) {
        quote = "";
      } else {
        text += character;
      }
    }
    return fields;
  }

  get #nullText(): string {
    const given = this.#options.layout.nullText;
    return given === undefined ? DEFAULT_NULL : Buffer.from(given).toString("latin1");
  }

  #field(text: string): string | null {
    if (text === this.#nullText) return null;
    return this.#options.layout.trimBlanks ? text.replace(/ +$/, "") : text;
  }
}

/** White space around a quoted field is no part of it, unless it is the delimiter. */
function skipBlanks(record: string, from: number, delimiter: string): number {
  let at = from;
  while ((record[at] === " " || record[at] === "\t") && record[at] !== delimiter) at += 1;
  return at;
}

/** Offset of the quote that ends a field: one that is not doubled. -1 for none. */
function closingQuote(record: string, from: number, quote: string): number {
  for (let at = record.indexOf(quote, from); at >= 0; at = record.indexOf(quote, at + 2)) {
    if (record[at + 1] !== quote) return at;
  }
  return -1;
}
