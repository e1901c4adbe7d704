/** Protocol bytes built by hand, sharing nothing with the code under test. */

export type Part = readonly number[] | string;

/** A message with a type letter; text parts are UTF-8 without an end. */
export function packet(type: string, ...parts: readonly Part[]): Buffer {
  const body = parts.flatMap(toBytes);
  return Buffer.from([...toBytes(type), ...i32(body.length + 4), ...body]);
}

/** A start-up packet: a length, no type. */
export function startup(...parts: readonly Part[]): Buffer {
  return packet("", ...parts);
}

/** A start-up packet of protocol 3.0 with these parameters. */
export function startupWith(parameters: Readonly<Record<string, string>>): Buffer {
  const pairs = Object.entries(parameters).flatMap(([name, value]) => [z(name), z(value)]);
  return startup([0, 3, 0, 0], ...pairs, [0]);
}

export const sslRequest = startup([0x04, 0xd2, 0x16, 0x2f]);
export const gssRequest = startup([0x04, 0xd2, 0x16, 0x30]);

export function cancelRequest(processId: number, secretKey: number): Buffer {
  return startup([0x04, 0xd2, 0x16, 0x2e], i32(processId), i32(secretKey));
}

export function i16(value: number): number[] {
  return [(value >> 8) & 255, value & 255];
}

export function i32(value: number): number[] {
  return [(value >> 24) & 255, (value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Zero-terminated text. */
export function z(text: string): number[] {
  return [...toBytes(text), 0];
}

function toBytes(part: Part): readonly number[] {
  return typeof part === "string" ? [...new TextEncoder().encode(part)] : part;
}

/** Messages of a client. */
export const client = {
  query: (sql: string) => packet("Q", z(sql)),
  parse: (name: string, sql: string, types: readonly number[] = []) =>
    packet("P", z(name), z(sql), i16(types.length), ...types.map(i32)),
  /** Text parameters; text results unless told otherwise. */
  bind: (
    portal: string,
    statement: string,
    { values = [], resultFormats = [] }: { values?: (string | null)[]; resultFormats?: number[] } = {},
  ) =>
    packet(
      "B",
      ...[z(portal), z(statement), i16(0), i16(values.length)],
      ...values.map((value) => (value === null ? i32(-1) : [...i32(value.length), ...toBytes(value)])),
      ...[i16(resultFormats.length), ...resultFormats.map(i16)],
    ),
  describe: (kind: "S" | "P", name: string) => packet("D", kind, z(name)),
  execute: (portal: string, maxRows = 0) => packet("E", z(portal), i32(maxRows)),
  close: (kind: "S" | "P", name: string) => packet("C", kind, z(name)),
  sync: packet("S"),
  flush: packet("H"),
  terminate: packet("X"),
};
