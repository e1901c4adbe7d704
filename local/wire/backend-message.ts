import type { Field, Notice, SqlError } from "./database.ts";
import type { Format } from "./frontend-message.ts";

/** Messages of the server, each as the bytes that go on the wire. */

const HEADER_BYTES = 5;

function message(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const header = Buffer.allocUnsafe(HEADER_BYTES);
  header.write(type, "latin1");
  header.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([header, body]);
}

function int16(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(2);
  // Counts and attribute numbers are read unsigned by drivers that allow more than 32767.
  bytes.writeUInt16BE(value & 0xffff);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32BE(value | 0);
  return bytes;
}

function cString(text: string): Buffer {
  return Buffer.from(`${text}\0`);
}

export const authenticationOk = message("R", int32(0));

/** Asks for `"md5" + md5(md5(password + user) + salt)`. */
export function authenticationMd5(salt: Buffer): Buffer {
  return message("R", int32(5), salt);
}

export function parameterStatus(name: string, value: string): Buffer {
  return message("S", cString(name), cString(value));
}

export function backendKeyData(processId: number, secretKey: number): Buffer {
  return message("K", int32(processId), int32(secretKey));
}

/** Says that 3.0 is spoken to a client that asked for a later minor version or for protocol options. */
export function negotiateProtocolVersion(unknownOptions: readonly string[]): Buffer {
  return message("v", int32(0), int32(unknownOptions.length), ...unknownOptions.map(cString));
}

export function readyForQuery(status: "I" | "T" | "E"): Buffer {
  return message("Z", Buffer.from(status));
}

export function rowDescription(fields: readonly Field[], formats: readonly Format[]): Buffer {
  const columns = fields.map((field, index) =>
    Buffer.concat([
      cString(field.name),
      int32(0), // no table
      int16(0), // no attribute number
      int32(field.typeOid),
      int16(field.typeSize),
      int32(field.typeModifier),
      int16(formats[index] ?? 0),
    ]),
  );
  return message("T", int16(fields.length), ...columns);
}

export function parameterDescription(types: readonly number[]): Buffer {
  return message("t", int16(types.length), ...types.map(int32));
}

export function commandComplete(tag: string): Buffer {
  return message("C", cString(tag));
}

export const parseComplete = message("1");
export const bindComplete = message("2");
export const closeComplete = message("3");
export const noData = message("n");
export const portalSuspended = message("s");
export const emptyQueryResponse = message("I");

export function errorResponse(error: SqlError, severity: "ERROR" | "FATAL"): Buffer {
  return report("E", [
    ["S", severity],
    ["C", error.code],
    ["M", error.message],
    ["D", error.detail],
    ["H", error.hint],
    ["P", error.position?.toString()],
  ]);
}

export function noticeResponse({ severity, code, message: text }: Notice): Buffer {
  return report("N", [
    ["S", severity],
    ["C", code],
    ["M", text],
  ]);
}

function report(type: "E" | "N", fields: readonly (readonly [string, string | undefined])[]): Buffer {
  const present = fields.filter(([, text]) => text !== undefined);
  // A zero byte inside would end the field early.
  const parts = present.map(([letter, text]) => cString(letter + text?.replaceAll("\0", "")));
  return message(type, ...parts, Buffer.from([0]));
}
