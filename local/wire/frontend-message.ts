import { ByteReader } from "./byte-reader.ts";
import { SqlError } from "./database.ts";
import { protocolViolation } from "./fatal-error.ts";
import type { RawMessage } from "./message-reader.ts";

/** 0 text, 1 binary. */
export type Format = 0 | 1;

export interface Parse {
  type: "parse";
  name: string;
  sql: string;
  /** oids; 0 or missing at the end where the client leaves a type open. */
  parameterTypes: readonly number[];
}

export interface Bind {
  type: "bind";
  portal: string;
  statement: string;
  /** None (all text), one for all, or one a parameter. */
  parameterFormats: readonly Format[];
  values: readonly (Buffer | null)[];
  /** None (all text), one for all, or one a column. */
  resultFormats: readonly Format[];
}

/** Names a prepared statement or a portal; "" is the unnamed one. */
export interface Target {
  kind: "statement" | "portal";
  name: string;
}

/** What a client may send once it is logged in. */
export type FrontendMessage =
  | { type: "query"; sql: string }
  | Parse
  | Bind
  | { type: "describe"; target: Target }
  | { type: "execute"; portal: string; maxRows: number }
  | { type: "close"; target: Target }
  | { type: "sync" }
  | { type: "flush" }
  | { type: "terminate" };

/**
 * Decodes one message. Throws a FatalError 08P01 for a malformed or unknown one, an SqlError 22021 for text that is
 * not UTF-8.
 */
export function decodeMessage({ type, body }: RawMessage): FrontendMessage {
  const reader = new ByteReader(body);
  const message = decodeBody(type, reader);
  reader.end();
  return message;
}

function decodeBody(type: string, reader: ByteReader): FrontendMessage {
  switch (type) {
    case "Q":
      return { type: "query", sql: reader.string() };
    case "P":
      return decodeParse(reader);
    case "B":
      return decodeBind(reader);
    case "D":
      return { type: "describe", target: readTarget(reader) };
    case "E":
      return { type: "execute", portal: reader.string(), maxRows: Math.max(0, reader.int32()) };
    case "C":
      return { type: "close", target: readTarget(reader) };
    case "S":
      return { type: "sync" };
    case "H":
      return { type: "flush" };
    case "X":
      return { type: "terminate" };
    default:
      throw protocolViolation(`unexpected message type ${JSON.stringify(type)}`);
  }
}

function decodeParse(reader: ByteReader): Parse {
  const name = reader.string();
  const sql = reader.string();
  const parameterTypes = reader.list(reader.uint16(), () => reader.uint32());
  return { type: "parse", name, sql, parameterTypes };
}

function decodeBind(reader: ByteReader): Bind {
  const portal = reader.string();
  const statement = reader.string();
  const parameterFormats = readFormats(reader);
  const values = reader.list(reader.uint16(), () => readValue(reader));
  const resultFormats = readFormats(reader);
  return { type: "bind", portal, statement, parameterFormats, values, resultFormats };
}

function readValue(reader: ByteReader): Buffer | null {
  const length = reader.int32();
  return length === -1 ? null : reader.bytes(length);
}

function readFormats(reader: ByteReader): Format[] {
  return reader.list(reader.uint16(), () => {
    const format = reader.int16();
    if (format !== 0 && format !== 1) {
      throw new SqlError("22023", `unsupported format code: ${format}`);
    }
    return format;
  });
}

function readTarget(reader: ByteReader): Target {
  const letter = reader.letter();
  if (letter !== "S" && letter !== "P") {
    throw protocolViolation(`unknown target ${JSON.stringify(letter)} of a describe or close`);
  }
  return { kind: letter === "S" ? "statement" : "portal", name: reader.string() };
}
