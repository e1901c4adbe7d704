import type { Socket } from "node:net";
import { type SecureContext, TLSSocket } from "node:tls";
import { protocolViolation } from "./fatal-error.ts";
import { MessageReader, type RawMessage } from "./message-reader.ts";

/** Messages that a client sent ahead wait in memory up to this size; then its socket is not read further. */
const READ_AHEAD_BYTES = 1024 * 1024;
/** How long a client may take to read the last message before its socket is destroyed. */
const LAST_MESSAGE_MS = 1000;

/** The client has gone: there is nobody to answer. */
export class ClientGone extends Error {
  override readonly name = "ClientGone";
}

/** Messages in, bytes out, over one socket: read one at a time, written as fast as the client takes them. */
export class Channel {
  #socket: Socket;
  readonly #reader = new MessageReader();
  readonly #onGone: (() => void)[] = [];
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #isGone = false;
  #isEnded = false;
  #wakeReader: (() => void) | undefined;
  #wakeWriter: (() => void) | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.setKeepAlive(true);
    this.#listen();
  }

  /** Bytes given to `send` and not yet written. */
  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  /** Calls `listener` once the client has closed the connection or lost it. */
  onGone(listener: () => void): void {
    if (this.#isGone) listener();
    else this.#onGone.push(listener);
  }

  readStartup(maxBytes: number): Promise<RawMessage | undefined> {
    return this.#read(() => this.#reader.nextStartup(maxBytes));
  }

  /** The next message; undefined once the client has gone. Throws a FatalError 08P01. */
  readMessage(maxBytes: number): Promise<RawMessage | undefined> {
    return this.#read(() => this.#reader.nextMessage(maxBytes));
  }

  /** Queues bytes for the next `flush`. */
  send(bytes: Buffer): void {
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
  }

  /** Writes what is queued, without waiting for the client to read it. */
  write(): void {
    if (this.#pending.length === 0 || !this.#socket.writable) return;
    this.#socket.cork();
    for (const bytes of this.#pending) this.#socket.write(bytes);
    this.#socket.uncork();
    this.#pending = [];
    this.#pendingBytes = 0;
  }

  /** Writes what is queued and waits until the client has room for more. Throws ClientGone. */
  async flush(): Promise<void> {
    this.write();
    if (this.#socket.writableNeedDrain && !this.#isGone) {
      await new Promise<void>((resolve) => {
        this.#wakeWriter = resolve;
      });
    }
    if (this.#isGone) throw new ClientGone("the client closed the connection");
  }

  /** Goes on in TLS, as the answer to an SSLRequest. Throws 08P01 when the client sent plain bytes ahead. */
  async startTls(secureContext: SecureContext): Promise<void> {
    if (this.#reader.size > 0) throw protocolViolation("received unencrypted data after SSLRequest");
    const plain = this.#socket;
    plain.removeAllListeners("data").removeAllListeners("end").pause();
    this.#socket = new TLSSocket(plain, { isServer: true, secureContext });
    this.#listen();
    await new Promise<void>((resolve) => {
      this.#socket.once("secure", resolve);
      this.onGone(resolve);
    });
  }

  /** Sends the last bytes and closes, whether the client reads them or not. */
  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.write();
    this.#socket.removeAllListeners("data").resume();
    this.#socket.end();
    const timer = setTimeout(() => this.#socket.destroy(), LAST_MESSAGE_MS);
    if (this.#socket.destroyed) clearTimeout(timer);
    this.#socket.once("close", () => clearTimeout(timer));
    this.#gone();
  }

  #listen(): void {
    const socket = this.#socket;
    socket.on("data", (chunk: Buffer) => {
      this.#reader.push(chunk);
      const waiting = this.#wakeReader;
      if (waiting !== undefined) waiting();
      else if (this.#reader.size > READ_AHEAD_BYTES) socket.pause();
    });
    socket.on("drain", () => this.#wakeWriter?.());
    socket.on("end", () => this.#gone());
    socket.on("close", () => this.#gone());
    // A reset or a failed handshake: "close" follows, and there is nobody left to tell.
    socket.on("error", () => this.#gone());
  }

  async #read(next: () => RawMessage | undefined): Promise<RawMessage | undefined> {
    for (;;) {
      if (this.#isGone) return undefined;
      const message = next();
      if (message !== undefined) return message;
      this.#socket.resume();
      await new Promise<void>((resolve) => {
        this.#wakeReader = resolve;
      });
      this.#wakeReader = undefined;
    }
  }

  #gone(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#wakeReader?.();
    this.#wakeWriter?.();
    for (const listener of this.#onGone) listener();
  }
}
