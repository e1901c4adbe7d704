import { isUtf8 } from "node:buffer";
import { SqlError } from "./database.ts";
import { protocolViolation } from "./fatal-error.ts";

/** Reads the fields of one message body in order. Every method throws 08P01 when the body is too short. */
export class ByteReader {
  readonly #body: Buffer;
  #offset = 0;

  constructor(body: Buffer) {
    this.#body = body;
  }

  int16(): number {
    return this.bytes(2).readInt16BE(0);
  }

  /** A 16-bit count, which the protocol's drivers use up to 65535. */
  uint16(): number {
    return this.bytes(2).readUInt16BE(0);
  }

  int32(): number {
    return this.bytes(4).readInt32BE(0);
  }

  uint32(): number {
    return this.bytes(4).readUInt32BE(0);
  }

  /** One ASCII letter. */
  letter(): string {
    return this.bytes(1).toString("latin1");
  }

  /** A zero-terminated UTF-8 string. Throws 22021 for bytes that are no UTF-8. */
  string(): string {
    const end = this.#body.indexOf(0, this.#offset);
    if (end < 0) throw protocolViolation("message has a string without end");
    const text = decodeText(this.#body.subarray(this.#offset, end));
    this.#offset = end + 1;
    return text;
  }

  bytes(count: number): Buffer {
    const end = this.#offset + count;
    if (count < 0 || end > this.#body.length) throw protocolViolation("message is too short");
    const bytes = this.#body.subarray(this.#offset, end);
    this.#offset = end;
    return bytes;
  }

  /** `count` items read by `read`. */
  list<T>(count: number, read: () => T): T[] {
    return Array.from({ length: count }, read);
  }

  get isAtEnd(): boolean {
    return this.#offset === this.#body.length;
  }

  end(): void {
    if (!this.isAtEnd) throw protocolViolation("message is longer than its content");
  }
}

/** Text of a statement or a parameter; 22021 for what is not UTF-8 or holds a zero byte. */
export function decodeText(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new SqlError("22021", "invalid byte sequence for encoding UTF8");
  if (bytes.includes(0)) {
    throw new SqlError("22021", "invalid byte sequence for encoding UTF8: 0x00");
  }
  return bytes.toString();
}
