import { protocolViolation } from "./fatal-error.ts";

/** A message as it came: its type byte and what follows the length. */
export interface RawMessage {
  /** One ASCII letter; "" for a start-up packet, which has no type. */
  type: string;
  body: Buffer;
}

const LENGTH_BYTES = 4;

/** Cuts a byte stream, however it is split into chunks, into messages. */
export class MessageReader {
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #header: Buffer | undefined;

  /** Bytes received and not yet given out. */
  get size(): number {
    return this.#size;
  }

  push(chunk: Buffer): void {
    if (chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#size += chunk.length;
  }

  /** The next start-up packet (no type byte), or undefined until all of it is there. */
  nextStartup(maxBytes: number): RawMessage | undefined {
    return this.#next(0, maxBytes);
  }

  /** The next typed message, or undefined until all of it is there. Throws 08P01 for an impossible length. */
  nextMessage(maxBytes: number): RawMessage | undefined {
    return this.#next(1, maxBytes);
  }

  #next(typeBytes: 0 | 1, maxBytes: number): RawMessage | undefined {
    const headerBytes = typeBytes + LENGTH_BYTES;
    if (this.#header === undefined) {
      if (this.#size < headerBytes) return undefined;
      this.#header = this.#take(headerBytes);
    }
    const header = this.#header;
    const length = header.readInt32BE(typeBytes);
    // The length counts itself, not the type byte.
    if (length < LENGTH_BYTES) throw protocolViolation(`invalid message length ${length}`);
    if (length > maxBytes) {
      throw protocolViolation(`message of ${length} bytes is longer than the limit of ${maxBytes}`);
    }
    if (this.#size < length - LENGTH_BYTES) return undefined;
    this.#header = undefined;
    return {
      type: header.toString("latin1", 0, typeBytes),
      body: this.#take(length - LENGTH_BYTES),
    };
  }

  #take(bytes: number): Buffer {
    const parts: Buffer[] = [];
    let missing = bytes;
    let used = 0;
    while (missing > 0) {
      const chunk = this.#chunks[used] as Buffer;
      if (chunk.length <= missing) {
        parts.push(chunk);
        used += 1;
      } else {
        parts.push(chunk.subarray(0, missing));
        this.#chunks[used] = chunk.subarray(missing);
      }
      missing -= Math.min(missing, chunk.length);
    }
    this.#chunks.splice(0, used);
    this.#size -= bytes;
    return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts, bytes);
  }
}
